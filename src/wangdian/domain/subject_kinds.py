"""The kinds of subjects that the catalogue speaks of, with what people call them."""

from wangdian.domain.requirement_fields import Words


def _words(zh: str, en: str) -> Words:
    return Words(zh=zh, en=en)


ZONES: dict[str, Words] = {
    "outdoor": _words("室外", "Outdoors"),
    "hall": _words("营业大厅", "Hall"),
    "counter": _words("柜台", "Counters"),
    "waiting": _words("等候区", "Waiting area"),
    "convenience": _words("便民服务区", "Convenience area"),
    "self_service": _words("自助服务区", "Self-service area"),
    "vip": _words("贵宾室", "VIP room"),
    "sales": _words("销售专区", "Sales zone"),
    "safe_box": _words("保管箱库", "Safe-deposit vault"),
    "server_room": _words("机房", "Server room"),
    "monitor_room": _words("监控室", "Monitor room"),
    "toilet": _words("卫生间", "Toilet"),
    "closet": _words("弱电间", "Wiring closet"),
}

ASSETS: dict[str, Words] = {
    "fascia_sign": _words("门楣标牌", "Fascia sign"),
    "name_plate": _words("机构名称牌", "Name plate"),
    "hours_board": _words("营业时间牌", "Opening-hours board"),
    "fx_sign": _words("外币兑换标识", "Foreign-exchange sign"),
    "display": _words("电子屏、橱窗或灯箱", "Screen, window or light box"),
    "entrance": _words("出入口", "Entrance"),
    "door": _words("门", "Door"),
    "ramp": _words("坡道", "Ramp"),
    "call_button": _words("求助按钮", "Call button"),
    "lift": _words("电梯", "Lift"),
    "hvac": _words("空调", "Air conditioning"),
    "cooling_tower": _words("冷却塔", "Cooling tower"),
    "cash_counter": _words("点验钞机", "Cash counter"),
    "queue_machine": _words("叫号机", "Queue machine"),
    "medical_kit": _words("医药箱", "Medical kit"),
    "convenience_kit": _words("便民箱", "Convenience kit"),
    "water_dispenser": _words("饮水机", "Water dispenser"),
    "atm": _words("自助设备", "Self-service machine"),
    "extinguisher": _words("灭火器", "Extinguisher"),
    "emergency_light": _words("应急灯和疏散标志", "Emergency light or exit sign"),
    "fire_panel": _words("消防主机", "Fire panel"),
    "switchboard": _words("配电箱", "Switchboard"),
    "camera": _words("摄像机", "Camera"),
    "nvr": _words("录像机", "Video recorder"),
    "panic_button": _words("紧急报警按钮", "Panic button"),
    "alarm_panel": _words("报警主机", "Alarm panel"),
    "interlock_door": _words("联动门", "Interlocked door"),
    "access_control": _words("门禁", "Access control"),
    "other": _words("其他", "Other"),
}

DOCUMENTS: dict[str, Words] = {
    "finance_licence": _words("金融许可证", "Financial licence"),
    "business_licence": _words("营业执照", "Business licence"),
    "licence": _words("其他证照", "Other licence"),
    "price_list": _words("服务价目表", "Price list"),
    "rate_notice": _words("存款利率公示", "Deposit-rate notice"),
    "deposit_insurance_mark": _words("存款保险标识", "Deposit-insurance mark"),
    "complaint_notice": _words("投诉渠道公示", "Complaint notice"),
    "agency_list": _words("代销产品清单", "List of agency products"),
    "leaflet": _words("宣传折页或海报", "Leaflet or poster"),
    "sales_certificate": _words("销售人员证书", "Sales certificate"),
    "lift_inspection": _words("电梯检验合格证", "Lift inspection mark"),
}

PROCESSES: dict[str, Words] = {
    "footage_retrieval": _words("录像调取", "Footage retrieval"),
    "counterfeit_seizure": _words("假币收缴", "Counterfeit seizure"),
}

ARTICLES: dict[str, Words] = {"placed": _words("定位物品", "Placed article")}

SUBJECT_KINDS: dict[str, Words] = {
    "outlet": _words("网点", "Outlet"),
    **{
        f"{sort}:{kind}": words
        for sort, kinds in (
            ("zone", ZONES), ("asset", ASSETS), ("document", DOCUMENTS), ("process", PROCESSES), ("article", ARTICLES),
        )
        for kind, words in kinds.items()
    },
}
"""Every kind by its full name, such as "zone:hall"; a bank's own packs may speak of others."""

VARIANTS: dict[str, dict[str, Words]] = {
    "asset:extinguisher": {
        "water": _words("水基型", "Water"),
        "powder": _words("干粉", "Dry powder"),
        "clean_gas": _words("洁净气体", "Clean gas"),
        "co2": _words("二氧化碳", "Carbon dioxide"),
    },
    "asset:camera": {
        "key_position": _words("重点部位", "Key position"),
        "anti_terror": _words("反恐重点目标", "Anti-terror target"),
    },
}
"""What the limits or periods of some kinds depend on; the code is kept with the thing."""
