"""Working days of China: a small library that stands alone.

Dates only, Asia/Shanghai. Days off and make-up working days (调休) come from ``holidays``, which
follows the State Council's notices; notices it does not know yet are laid over it. Past the last
announced year an answer is ``provisional``, and says so.
"""

from calendars.columns import CalendarError
from calendars.notices import Notice, NoticeError, read_notice
from calendars.working import Due, Dues, WorkingCalendar

__all__ = [
    "CalendarError",
    "Due",
    "Dues",
    "Notice",
    "NoticeError",
    "WorkingCalendar",
    "read_notice",
]
