"""Robots in the chats of WeCom, DingTalk and Feishu."""
