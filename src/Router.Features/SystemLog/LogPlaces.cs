namespace Router.Features.SystemLog;

/// <summary>Files of the log that more than one reads.</summary>
public static class LogPlaces
{
    /// <summary>What init's keeper of syslogd reads.</summary>
    public const string Options = "/etc/router/system-log";

    /// <summary>Where the log of services is, as BusyBox writes it.</summary>
    public const string Messages = "/var/log/messages";

    private const string Folder = "/etc/router/log";

    /// <summary>All files of certificates.</summary>
    public const string Certificates = $"{Folder}/*";

    /// <summary>Whom the collector's certificate has to be of, where the document says so.</summary>
    public static string Ca(string collector) => $"{Folder}/{collector}.pem";
}
