using Router.Features.SystemLog;

namespace Router.Daemon.Logs;

/// <summary>Where messages of the log go. Two are equal where the same is done.</summary>
/// <param name="Name">As the document calls it.</param>
/// <param name="Address">A host name or an address.</param>
/// <param name="Port">1 and more.</param>
/// <param name="Transport">How messages get there.</param>
/// <param name="Level">What is less urgent does not go there.</param>
/// <param name="Ca">Of TLS: the file of the certificates that are believed; null: the public ones.</param>
internal sealed record Collector(string Name, string Address, ushort Port, LogTransport Transport, LogLevel Level, string? Ca)
{
    public static Collector Of(string name, CollectorConfig config) => new(
        name, config.Address, config.PortOrUsual, config.Transport, config.Level, config.Ca is null ? null : LogPlaces.Ca(name));
}
