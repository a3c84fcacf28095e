using Router.Core.Shapes;
using Router.Core.State.Links;
using Router.Core.Values;
using Router.Documents;
using Router.Documents.Checks;
using Router.Documents.Shapes;

namespace Router.Features.Interfaces.Kinds;

/// <summary><c>interfaces NAME bond</c>.</summary>
public sealed record BondConfig : VirtualConfig
{
    public ValueList<DeviceReference> Members { get; init; } = [];

    public BondMode Mode { get; init; } = BondMode.ActiveBackup;

    /// <summary>Milliseconds.</summary>
    public int Miimon { get; init; } = 100;

    public bool FastLacp { get; init; }

    public BondHash Hash { get; init; } = BondHash.Layer2;

    internal static readonly RecordShape<BondConfig> Shape = new RecordShape<BondConfig>("bond", "Several ports as one.", () => new())
        .With("members", new ListShape<DeviceReference>(NetworkScalars.Device), b => b.Members, (b, v) => b with { Members = v },
            "Its ports.", required: true)
        .WithValue("mode", Scalars.Choice(
                "mode",
                ("active-backup", BondMode.ActiveBackup, "one port works, the others wait"),
                ("802.3ad", BondMode.Lacp, "LACP, which the switch has to speak as well"),
                ("balance-xor", BondMode.Xor, "each flow has its port"),
                ("balance-rr", BondMode.RoundRobin, "each frame by the next port"),
                ("broadcast", BondMode.Broadcast, "each frame by every port"),
                ("balance-tlb", BondMode.Tlb, "by load, when sending"),
                ("balance-alb", BondMode.Alb, "by load, both ways")),
            b => b.Mode, (b, v) => b with { Mode = v }, "How the ports share the work.")
        .WithValue("miimon", Scalars.Number(0, 10_000, "milliseconds", "100"), b => b.Miimon, (b, v) => b with { Miimon = v },
            "How often the carriers are looked at; 0 is never.")
        .WithValue("lacp-rate", Scalars.Choice("rate", ("slow", false, "each 30 seconds"), ("fast", true, "each second")),
            b => b.FastLacp, (b, v) => b with { FastLacp = v }, "How often LACP speaks; for mode 802.3ad.")
        .WithValue("hash", Scalars.Choice(
                "hash",
                ("layer2", BondHash.Layer2, "by hardware addresses"),
                ("layer2+3", BondHash.Layer23, "by hardware and IP addresses"),
                ("layer3+4", BondHash.Layer34, "by IP addresses and ports")),
            b => b.Hash, (b, v) => b with { Hash = v }, "By what a flow's port is chosen.");

    internal override ValueList<DeviceReference> Ports => Members;

    internal override LinkSettings Settings(VirtualContext context) => new BondLink(Mode, Miimon, FastLacp, Hash);

    internal override void Check(ILinkSurroundings around, Findings findings, string[] path, string name, InterfaceConfig itself)
    {
        if (Members.Count == 0)
            findings.Refuse([.. path, "members"], "a bond without ports", "name at least one");
        if (FastLacp && Mode != BondMode.Lacp)
            findings.Refuse([.. path, "lacp-rate"], $"mode {BondLink.Words(Mode)} has no LACP", "set mode 802.3ad, or delete lacp-rate");
        if (Miimon == 0 && Mode is (BondMode.Lacp or BondMode.Tlb or BondMode.Alb))
            findings.Refuse([.. path, "miimon"], $"mode {BondLink.Words(Mode)} has to look at the carriers", "100 is usual");
    }
}
