namespace Router.Core.State;

/// <summary>Words of <see cref="TuningKey"/>, and values that have a meaning for both sides.</summary>
public static class TuningWords
{
    public const string RingRx = "ring-rx", RingTx = "ring-tx", Pause = "pause", Wake = "wake", Link = "link";

    public const string FixedWord = "fixed", Full = "full", Half = "half";

    public const string On = "on", Off = "off", Auto = "auto", Rx = "rx", Tx = "tx", Both = "both", Magic = "magic";

    /// <summary>In front of the name of an offload.</summary>
    public const string Offload = "offload-";

    /// <summary>In place of a port: connections of the router itself, which are known for the whole machine.</summary>
    public const string Flows = "all";

    /// <summary>The modes of a link that are of one speed, which it talks about: <c>auto 1000 full</c>.</summary>
    public static string Negotiated(int speed, bool fullDuplex) => $"{Auto} {speed} {Duplex(fullDuplex)}";

    /// <summary>One speed, whatever the other end says: <c>fixed 100 half</c>.</summary>
    public static string Fixed(int speed, bool fullDuplex) => $"{FixedWord} {speed} {Duplex(fullDuplex)}";

    private static string Duplex(bool full) => full ? Full : Half;
}
