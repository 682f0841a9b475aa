"""From where somebody came, and what they hold in their hand, out of a browser's long name for itself."""

from dataclasses import dataclass

BROWSERS = {  # the first that is in it: each also claims to be one that follows
    "MicroMessenger": "WeChat",
    "DingTalk": "DingTalk",
    "Lark": "Feishu",
    "Feishu": "Feishu",
    "HuaweiBrowser": "Huawei Browser",
    "MiuiBrowser": "Mi Browser",
    "UCBrowser": "UC",
    "MQQBrowser": "QQ Browser",
    "QQBrowser": "QQ Browser",
    "Edg": "Edge",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "HarmonyOS": "HarmonyOS",
    "OpenHarmony": "HarmonyOS",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Macintosh": "Mac",
    "Linux": "Linux",
}


def device_of(user_agent: str) -> str:
    """“WeChat · Android”; empty if nothing in it is known."""
    names = (next((name for mark, name in known.items() if mark in user_agent), "") for known in (BROWSERS, SYSTEMS))
    return " · ".join(filter(None, names))


@dataclass(frozen=True)
class Origin:
    """Of a request, as the security log keeps it."""

    ip: str | None = None
    device: str = ""
