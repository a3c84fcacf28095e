namespace Router.Wire.Syslog;

/// <summary>How urgent a message is, as RFC 5424, section 6.2.1, numbers it: the smaller, the more urgent.</summary>
public enum SyslogSeverity
{
    Emergency = 0,
    Alert = 1,
    Critical = 2,
    Error = 3,
    Warning = 4,
    Notice = 5,
    Information = 6,
    Debug = 7,
}
