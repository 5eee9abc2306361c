"""The lives and clocks of matters: where one stands, and which of these are alike."""

from typing import Literal

# life
REGISTERED, ASSIGNED, RECEIVED, UNDER_WAY = "registered", "assigned", "received", "under_way"
CLAIMED, COUNTERSIGNED, VERIFIED, SIGNED_OFF = "claimed", "countersigned", "verified", "signed_off"
CONTINUING, DECLINED, WITHDRAWN, MERGED = "continuing", "declined", "withdrawn", "merged"
# life of requests, parts, instalments and standing matters
OPEN, GRANTED, REFUSED, LAPSED = "open", "granted", "refused", "lapsed"
REPORTED, RETURNED, STANDING, ABANDONED = "reported", "returned", "standing", "abandoned"

DOING = (ASSIGNED, RECEIVED, UNDER_WAY)
CHECKING = (CLAIMED, COUNTERSIGNED, VERIFIED)
GOING = (REGISTERED, *DOING, *CHECKING)
CLOSED = (SIGNED_OFF, CONTINUING)
ENDED = (*CLOSED, DECLINED, WITHDRAWN, MERGED)

Clock = Literal["running", "paused"]
