using Router.Documents.Checks;
using Router.Features.Interfaces.Ethernet;
using Router.Features.Validation;

namespace Router.Features.Interfaces.Checks;

/// <summary>What ports are told: of interfaces that have ports, and words that go with each other.</summary>
internal sealed class EthernetValidator : SectionValidator
{
    /// <summary>IEEE 802.3 has no half duplex beyond.</summary>
    private const int FastestHalf = 1000;

    private static readonly int[] Speeds = [10, 100, 1000, 2500, 5000, 10_000, 20_000, 25_000, 40_000];

    public EthernetValidator() => Check((subject, findings) =>
    {
        foreach (var (name, config) in subject.Config.Interfaces)
        {
            foreach (var word in Said(config).Where(_ => !config.PortReferences.Any()))
                findings.Refuse(
                    ["interfaces", name, word], "the interface has no port", "say it of the interface with the device that it stands on");
            if (config.Ethernet is { } ethernet)
                Link(findings, ["interfaces", name, "ethernet"], ethernet);
        }
    });

    private static IEnumerable<string> Said(InterfaceConfig config)
    {
        if (config.Ethernet is not null)
            yield return "ethernet";
        if (config.Steering is not null)
            yield return "steering";
    }

    private static void Link(Findings findings, string[] path, EthernetConfig config)
    {
        if (config.Speed is { } speed && !Speeds.Contains(speed))
            findings.Refuse([.. path, "speed"], $"there is no Ethernet of {speed} Mbit/s", $"one of {string.Join(", ", Speeds)}");
        if (config is { Speed: null, Duplex: not null })
            findings.Refuse([.. path, "duplex"], "says nothing without a speed", "add speed, or delete duplex");
        if (config is { Duplex: Duplex.Half, Speed: > FastestHalf })
            findings.Refuse([.. path, "duplex"], $"there is no half duplex at {config.Speed} Mbit/s", "delete duplex");
        if (config is { Speed: null, Autonegotiation: false })
            findings.Refuse([.. path, "autonegotiation"], "without it nobody knows the speed", "add speed, or delete autonegotiation");
        if (config is { Speed: >= FastestHalf, Autonegotiation: false })
            findings.Advise(
                [.. path, "autonegotiation"], "over copper, 1000 Mbit/s and more need it", "delete it: speed alone leaves one to agree on");
    }
}
