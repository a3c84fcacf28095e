namespace Router.Wire.Syslog;

/// <summary>A message of the system log, before it has a form on the wire.</summary>
/// <param name="Facility">RFC 5424, section 6.2.1: 0 to 23.</param>
/// <param name="Severity">How urgent it is.</param>
/// <param name="Text">Of one line; what cannot be seen becomes a blank on the wire.</param>
public sealed record SyslogMessage(int Facility, SyslogSeverity Severity, string Text)
{
    /// <summary>3: daemons of the system.</summary>
    public const int Daemon = 3;

    /// <summary>1: programs of users.</summary>
    public const int User = 1;

    /// <summary>Null: it is not known when.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Who says it; null: it is not known.</summary>
    public string? Application { get; init; }

    /// <summary>The number of its process; null: it is not known.</summary>
    public string? Process { get; init; }
}
