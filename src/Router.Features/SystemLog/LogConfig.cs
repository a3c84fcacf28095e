using Router.Documents;

namespace Router.Features.SystemLog;

/// <summary><c>system log</c>: what the router keeps of its log, and who else gets it.</summary>
public sealed record LogConfig
{
    /// <summary>What is less urgent is not kept on the router.</summary>
    public LogLevel Level { get; init; } = LogLevel.Debug;

    /// <summary>Bytes of the log before its older half goes.</summary>
    public long Size { get; init; } = UsualSize;

    /// <summary>It is on the data partition and outlives a boot; otherwise it is in memory.</summary>
    public bool Keep { get; init; }

    public ValueMap<string, CollectorConfig> Collectors { get; init; } = ValueMap<string, CollectorConfig>.Empty;

    /// <summary>BusyBox's own.</summary>
    public const long UsualSize = 200 * 1024;
}

/// <summary><c>system log collectors NAME</c>: a server that gets the messages (RFC 5424).</summary>
public sealed record CollectorConfig
{
    /// <summary>A host name or an address.</summary>
    public string Address { get; init; } = "";

    /// <summary>Null: that of the transport.</summary>
    public ushort? Port { get; init; }

    public LogTransport Transport { get; init; }

    /// <summary>What is less urgent is not sent.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;

    /// <summary>Of TLS: certificates of those whom it believes, in PEM; null: those of the public ones.</summary>
    public SecretReference? Ca { get; init; }

    /// <summary>RFC 5426, section 3.3, and RFC 5425, section 4.1; TCP has none of its own.</summary>
    public ushort PortOrUsual => Port ?? (ushort)(Transport == LogTransport.Tls ? 6514 : 514);
}

/// <summary>How messages reach a collector.</summary>
public enum LogTransport
{
    /// <summary>A datagram a message (RFC 5426).</summary>
    Udp,

    /// <summary>Octet counting (RFC 6587).</summary>
    Tcp,

    /// <summary>Octet counting over TLS, the collector's certificate verified (RFC 5425).</summary>
    Tls,
}

/// <summary>How urgent a message is, as RFC 5424 numbers it.</summary>
public enum LogLevel
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
