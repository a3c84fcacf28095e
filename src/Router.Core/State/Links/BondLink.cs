
namespace Router.Core.State.Links;

/// <summary>Several ports as one. Milliseconds between looks at their carriers; LACP each second or each thirty.</summary>
public sealed record BondLink(BondMode Mode, int Miimon, bool FastLacp, BondHash Hash) : LinkSettings
{
    public override string Kind => "bond";

    public override string Details => string.Concat(
        Words(Mode), $" miimon {Miimon}", Mode == BondMode.Lacp ? $" lacp {(FastLacp ? "fast" : "slow")}" : "", $" hash {Words(Hash)}");

    public static string Words(BondMode mode) => mode switch
    {
        BondMode.RoundRobin => "balance-rr",
        BondMode.ActiveBackup => "active-backup",
        BondMode.Xor => "balance-xor",
        BondMode.Broadcast => "broadcast",
        BondMode.Lacp => "802.3ad",
        BondMode.Tlb => "balance-tlb",
        _ => "balance-alb",
    };

    public static string Words(BondHash hash) =>
        hash switch { BondHash.Layer2 => "layer2", BondHash.Layer23 => "layer2+3", _ => "layer3+4" };
}

/// <summary>The kernel's numbers (linux/if_bonding.h).</summary>
public enum BondMode
{
    RoundRobin,
    ActiveBackup,
    Xor,
    Broadcast,
    Lacp,
    Tlb,
    Alb,
}

/// <summary>By what a frame's port is chosen; the kernel's numbers.</summary>
public enum BondHash
{
    Layer2,
    Layer34,
    Layer23,
}
