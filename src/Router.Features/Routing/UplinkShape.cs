using Router.Core.Shapes;
using Router.Core.Uplinks;
using Router.Documents.Shapes;

namespace Router.Features.Routing;

internal static class UplinkShape
{
    private const int MostFailures = 20, MostPriority = 99, MostWeight = 255, SlowestMilliseconds = 60_000;

    public static readonly ScalarShape<string> Name = Scalars.Text("uplink", "fibre", check: CarriedName.Check);

    private static readonly ScalarShape<ProbeTarget> Target = new("probe", ProbeTarget.Parse, target => target.ToString())
    {
        ExampleText = ProbeTarget.Example,
        Pattern = @"^((tcp|dns)://\S+|[0-9A-Fa-f.:]+)$",
        Advice = text => text.Any(char.IsLetter) && !text.Contains(':', StringComparison.Ordinal)
            ? "a name could not be resolved while the line is down: give an address"
            : null,
    };

    public static readonly RecordShape<UplinkConfig> Shape = new RecordShape<UplinkConfig>(
            "uplink", "A line to the outside: watched by its probes, and taken by its priority.", () => new() { Interface = "" })
        .With("interface", ZoneShape.Interface, u => u.Interface, (u, v) => u with { Interface = v }, "The interface of the line.",
            required: true)
        .With("gateway", new ListShape<System.Net.IPAddress>(NetworkScalars.Address), u => u.Gateway, (u, v) => u with { Gateway = v },
            "The provider's router, of IPv4, IPv6 or both; not needed where a lease, an advertisement or a default route tells.")
        .With("probe", new ListShape<ProbeTarget>(Target), u => u.Probe, (u, v) => u with { Probe = v },
            "Who is asked by this line alone: an address (echo), tcp://ADDRESS:PORT or dns://ADDRESS/NAME; one that answers is enough. "
                + "Without any, the line is good as long as it is up and has a gateway.")
        .WithValue("interval", Scalars.Duration, u => u.Interval, (u, v) => u with { Interval = v },
            "From one probe to the next, from 1s (5s); one that is lost is followed by another after half of it.")
        .WithValue("failures", Scalars.Number(1, MostFailures, example: "3"), u => u.Failures, (u, v) => u with { Failures = v },
            "So many in a row without any answer, and the line is down (3: within three intervals).")
        .WithValue("hold", Scalars.Duration, u => u.Hold, (u, v) => u with { Hold = v },
            "A line that was down has to answer for so long before it is taken again (30s).")
        .WithValue("loss", Scalars.Number(1, 100, unit: "percent", example: "20"), u => u.Loss, (u, v) => u with { Loss = v },
            "So many of the last ten probes lost, and the line is down too.")
        .WithValue("delay", Scalars.Number(1, SlowestMilliseconds, unit: "milliseconds", example: "400"), u => u.Delay,
            (u, v) => u with { Delay = v }, "Answers that take longer on average, and the line is down too.")
        .WithValue("backup", Scalars.Switch, u => u.Backup, (u, v) => u with { Backup = v },
            "Taken only while no other uplink is good.")
        .WithValue("priority", Scalars.Number(1, MostPriority, example: "2"), u => u.Priority, (u, v) => u with { Priority = v },
            "The good uplinks with the lowest one are taken (1); equal ones share.")
        .WithValue("weight", Scalars.Number(1, MostWeight, example: "3"), u => u.Weight, (u, v) => u with { Weight = v },
            "Its share of new connections among those of the same priority (1).");
}
