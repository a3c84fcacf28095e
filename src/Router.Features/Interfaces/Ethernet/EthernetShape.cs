using Router.Documents.Shapes;

namespace Router.Features.Interfaces.Ethernet;

internal static class EthernetShape
{
    private const int LargestRing = 65536;

    private static readonly (string Word, string Help)[] Offloads =
    [
        ("gro", "what arrives in order is handed on as one"), ("gro-list", "the same, packets kept as they are, for what is forwarded"),
        ("udp-gro", "the same of UDP that is forwarded"), ("lro", "the hardware does it, and what is forwarded may be spoilt"),
        ("gso", "large segments are cut as late as can be"), ("tso", "the hardware cuts TCP"),
        ("rx-checksum", "the hardware checks what arrives"), ("tx-checksum", "the hardware writes checksums"),
        ("rx-vlan", "the hardware takes VLAN tags off"), ("tx-vlan", "the hardware puts VLAN tags on"),
        ("scatter-gather", "packets may lie in pieces"), ("hash", "the hardware tells which connection a packet is of"),
    ];

    private static readonly ScalarShape<string> Offload =
        Scalars.Choice("offload", [.. Offloads.Select(offload => (offload.Word, offload.Word, offload.Help))]);

    private static readonly ScalarShape<Duplex> Duplexes = Scalars.Choice(
        "duplex", ("full", Duplex.Full, "both ends speak at once"), ("half", Duplex.Half, "one at a time, as on a hub"));

    private static readonly ScalarShape<PauseFrames> Pauses = Scalars.Choice(
        "pause",
        ("auto", PauseFrames.Auto, "as both ends agree"), ("off", PauseFrames.Off, "nobody asks anybody to wait"),
        ("rx", PauseFrames.Rx, "the port waits when it is asked to"), ("tx", PauseFrames.Tx, "the port asks the other end to wait"),
        ("both", PauseFrames.Both, "both"));

    private static readonly ScalarShape<WakeOnLan> Wakes = Scalars.Choice(
        "wake", ("off", WakeOnLan.Off, "nothing wakes it"), ("magic", WakeOnLan.Magic, "a magic packet wakes the machine"));

    private static readonly RecordShape<RingConfig> Rings = new RecordShape<RingConfig>(
            "rings", "Packets that wait between hardware and kernel: many lose less, few wait less.", () => new())
        .WithValue("rx", Scalars.Number(1, LargestRing, "packets", "1024"), r => r.Rx, (r, v) => r with { Rx = v },
            "Of those that arrive.")
        .WithValue("tx", Scalars.Number(1, LargestRing, "packets", "1024"), r => r.Tx, (r, v) => r with { Tx = v },
            "Of those that leave.");

    public static readonly RecordShape<EthernetConfig> Shape = new RecordShape<EthernetConfig>(
            "ethernet", "What the hardware of its ports does; what is not said is as the driver has it.", () => new())
        .WithValue("speed", Scalars.Number(10, 40_000, "Mbit/s", "1000"), e => e.Speed, (e, v) => e with { Speed = v },
            "The one speed that it says to the other end that it can.")
        .WithValue("duplex", Duplexes, e => e.Duplex, (e, v) => e with { Duplex = v }, "Beside speed; full without a word.")
        .WithValue("autonegotiation", Scalars.Switch, e => e.Autonegotiation, (e, v) => e with { Autonegotiation = v },
            "false: the speed is what is said here, whatever the other end says; that one has to be set the same way.")
        .WithValue("pause", Pauses, e => e.Pause, (e, v) => e with { Pause = v }, "Who may ask the other end to wait (flow control).")
        .With("rings", Rings, e => e.Rings, (e, v) => e with { Rings = v }, "Packets that wait between hardware and kernel.")
        .With("offloads", new MapShape<string, bool>(Offload, Scalars.Switch), e => e.Offloads, (e, v) => e with { Offloads = v },
            "What is done for many packets at once, by name.")
        .WithValue("wake", Wakes, e => e.Wake, (e, v) => e with { Wake = v }, "What of the network switches the machine on.");
}
