"""Day before month, and a clock of twenty-four hours."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
TIME_FORMAT = "H:i"
MONTH_DAY_FORMAT = "j F"
SHORT_DATE_FORMAT = "j/m/Y"
SHORT_DATETIME_FORMAT = "j/m/Y H:i"
