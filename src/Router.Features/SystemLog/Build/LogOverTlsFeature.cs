using Router.Core.Boards;
using Router.Core.State;
using Router.Features.Building;
using Router.Features.Configuration;

namespace Router.Features.SystemLog.Build;

/// <summary>Collectors over TLS, which openssl speaks: the runtime's own would make the daemon a tenth larger.</summary>
internal sealed class LogOverTlsFeature : IOptionalFeature
{
    public string Path => "system log collectors";

    public string Name => "log-over-tls";

    public bool IsWanted(RouterConfig config) => Wanted(config).Any();

    public IEnumerable<string[]> Places(RouterConfig config) =>
        Wanted(config).Select(name => (string[])["system", "log", "collectors", name, "transport"]);

    public PackageNames Packages { get; } = new()
    {
        Common = ["openssl"],
        Alpine = ["ca-certificates-bundle"],
        Lab = ["ca-certificates"],
    };

    public IEnumerable<DesiredService> Services(BuildInput input) =>
    [
        new DesiredService
        {
            Name = "@log-certificates",
            Running = false,
            OnChange = ServiceChange.None,
            Owns = [LogPlaces.Certificates],
            Files = [.. Certificates(input)],
        },
    ];

    private static IEnumerable<ServiceFile> Certificates(BuildInput input)
    {
        foreach (var (name, collector) in input.Config.System.Log.Collectors)
        {
            if (collector.Ca is not { } ca)
                continue;
            var text = Secrets.Find(
                input.Context, ca, $"system log collectors {name} ca", input.Problems,
                value => CertificateText.Of(value) is null
                    ? "has no certificate: -----BEGIN CERTIFICATE-----, its letters, -----END CERTIFICATE-----"
                    : null);
            if (text is not null)
                yield return new(LogPlaces.Ca(name), CertificateText.Of(text)!);
        }
    }

    private static IEnumerable<string> Wanted(RouterConfig config) =>
        config.System.Log.Collectors.Where(collector => collector.Value.Transport == LogTransport.Tls).Select(collector => collector.Key);
}
