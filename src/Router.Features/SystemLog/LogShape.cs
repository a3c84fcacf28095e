using Router.Core.Shapes;
using Router.Documents.Shapes;

namespace Router.Features.SystemLog;

internal static class LogShape
{
    private static readonly ScalarShape<LogLevel> Level = Scalars.Choice(
        "level",
        ("emergency", LogLevel.Emergency, "the system is unusable"),
        ("alert", LogLevel.Alert, "somebody has to act at once"),
        ("critical", LogLevel.Critical, "and what is more urgent"),
        ("error", LogLevel.Error, "and what is more urgent"),
        ("warning", LogLevel.Warning, "and what is more urgent"),
        ("notice", LogLevel.Notice, "and what is more urgent"),
        ("info", LogLevel.Information, "and what is more urgent"),
        ("debug", LogLevel.Debug, "everything"));

    private static readonly ScalarShape<LogTransport> Transport = Scalars.Choice(
        "transport",
        ("udp", LogTransport.Udp, "a datagram a message (RFC 5426): what is lost on the way nobody knows"),
        ("tcp", LogTransport.Tcp, "a connection, each message with its length in front (RFC 6587)"),
        ("tls", LogTransport.Tls, "the same, encrypted, and only to a collector whose certificate has its name (RFC 5425)"));

    /// <summary>It names a file.</summary>
    private static readonly ScalarShape<string> Name = Scalars.Text("name", "central", check: CarriedName.Check);

    private static readonly RecordShape<CollectorConfig> Collector = new RecordShape<CollectorConfig>(
            "collector", "A server that gets the messages of the log, as RFC 5424 has them.", () => new())
        .With("address", NameScalars.Server, c => c.Address, (c, v) => c with { Address = v },
            "Its name or address.", required: true)
        .WithValue("port", NetworkScalars.Port, c => c.Port, (c, v) => c with { Port = v },
            "Its port; without it 514, and of TLS 6514.")
        .WithValue("transport", Transport, c => c.Transport, (c, v) => c with { Transport = v }, "How messages reach it.")
        .WithValue("level", Level, c => c.Level, (c, v) => c with { Level = v }, "What is less urgent is not sent to it.")
        .WithValue("ca", SecretShape.Shape, c => c.Ca, (c, v) => c with { Ca = v },
            "Of tls: a secret that has the certificates, in PEM, of those whom it believes; without it the public ones.");

    public static readonly RecordShape<LogConfig> Shape = new RecordShape<LogConfig>(
            "log", "What the router keeps of its log, and who else gets it.", () => new())
        .WithValue("level", Level, l => l.Level, (l, v) => l with { Level = v }, "What is less urgent is not kept on the router.")
        .WithValue("size", Scalars.Size, l => l.Size, (l, v) => l with { Size = v },
            "What the log of services takes before a new one is begun; the one before is kept beside it.")
        .WithValue("keep", Scalars.Switch, l => l.Keep, (l, v) => l with { Keep = v },
            "All logs are on the data partition from the next boot on and outlive boots, which wears flash; otherwise they are in memory.")
        .With("collectors", new MapShape<string, CollectorConfig>(Name, Collector), l => l.Collectors,
            (l, v) => l with { Collectors = v }, "Servers that get the messages, each by a name of your choice.");
}
