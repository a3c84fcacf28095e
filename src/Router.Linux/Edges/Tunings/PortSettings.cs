using System.Globalization;
using Router.Core.Edges;
using Router.Core.State;
using Router.Linux.Edges.Netlink.Sockets;
using Router.Linux.Tunings;
using Router.Wire.Netlink;
using Router.Wire.Netlink.Ethtool;

namespace Router.Linux.Edges.Tunings;

/// <summary>What ethtool sets of a port, by generic netlink. One use: what was answered is kept.</summary>
internal sealed class PortSettings : IDisposable
{
    private const int MagicPacket = 5;

    private readonly NetlinkSocket socket = NetlinkSocket.Generic();
    private readonly Dictionary<(EthtoolSubject, int), byte[]?> answers = [];
    private ushort? known;

    private delegate T Reader<T>(ReadOnlySpan<byte> payload);

    public void Dispose() => socket.Dispose();

    /// <summary>Null: the port has no such setting, or the kernel no such family.</summary>
    public string? Read(int link, string word, string hint) => word switch
    {
        TuningWords.RingRx => Ask(EthtoolSubject.Rings, link, EthtoolAnswer.Rings) is { Received: { } ring } ? Text(ring) : null,
        TuningWords.RingTx => Ask(EthtoolSubject.Rings, link, EthtoolAnswer.Rings) is { Sent: { } ring } ? Text(ring) : null,
        TuningWords.Pause => Answer(EthtoolSubject.Pause, link) is { } pause ? PauseWords(EthtoolAnswer.Pause(pause)) : null,
        TuningWords.Wake => Answer(EthtoolSubject.WakeOnLan, link) is { } wake ? WakeWords(EthtoolAnswer.Wake(wake), hint) : null,
        TuningWords.Link => Answer(EthtoolSubject.LinkModes, link) is { } modes ? LinkModes.Words(EthtoolAnswer.Modes(modes)) : null,
        _ when Offload(word) is { } offload && Answer(EthtoolSubject.Features, link) is { } features =>
            Offloads.Words(offload, EthtoolAnswer.Features(features)),
        _ => null,
    };

    /// <exception cref="ApplyException">The driver refuses.</exception>
    public void Write(int link, string word, string value, string operation)
    {
        var family = Family() ?? throw new ApplyException(operation, 0, "this kernel has no ethtool");
        socket.Execute(
            word switch
            {
                TuningWords.RingRx => EthtoolMessage.SetRings(family, link, Number(value), null),
                TuningWords.RingTx => EthtoolMessage.SetRings(family, link, null, Number(value)),
                TuningWords.Pause => EthtoolMessage.SetPause(
                    family, link, value == TuningWords.Auto, value is TuningWords.Auto or TuningWords.Both or TuningWords.Rx,
                    value is TuningWords.Auto or TuningWords.Both or TuningWords.Tx),
                TuningWords.Wake => EthtoolMessage.SetWake(family, link, WakeModes(value)),
                TuningWords.Link => Modes(family, link, value, operation),
                _ => EthtoolMessage.SetFeatures(
                    family, link,
                    Offloads.Wanted(Offload(word) ?? "", value, EthtoolAnswer.Features(Answer(EthtoolSubject.Features, link) ?? []))),
            },
            operation);
    }

    private NetlinkMessage Modes(ushort family, int link, string value, string operation)
    {
        if (LinkModes.Fixed(value) is { } fixedTo)
            return EthtoolMessage.SetFixed(family, link, fixedTo.Speed, fixedTo.Full);
        var modes = EthtoolAnswer.Modes(Answer(EthtoolSubject.LinkModes, link) ?? []);
        return LinkModes.Advertised(value, modes) is { } advertised
            ? EthtoolMessage.SetAdvertised(family, link, advertised, LinkModes.OfSpeeds(modes.Supported))
            : throw new ApplyException(operation, 0, $"the port cannot do it: it can {LinkModes.Words(modes)}");
    }

    private T? Ask<T>(EthtoolSubject subject, int link, Reader<T> read)
        where T : struct => Answer(subject, link) is { } answer ? read(answer) : null;

    /// <summary>Null: the driver does not know of it.</summary>
    private byte[]? Answer(EthtoolSubject subject, int link)
    {
        if (answers.TryGetValue((subject, link), out var before))
            return before;
        byte[]? found = null;
        try
        {
            if (Family() is { } family)
                socket.Ask(
                    EthtoolMessage.Get(family, subject, link), $"ask for {subject} of a port",
                    (type, payload) => found = type == family ? payload.ToArray() : found);
        }
        catch (ApplyException)
        {
            found = null;
        }
        return answers[(subject, link)] = found;
    }

    private ushort? Family()
    {
        if (known is null)
        {
            try
            {
                known = socket.Family(EthtoolMessage.Family, "find ethtool");
            }
            catch (ApplyException)
            {
                known = 0;
            }
        }
        return known is 0 ? null : known;
    }

    private static string PauseWords((bool Negotiated, bool Received, bool Sent) pause) => pause switch
    {
        { Negotiated: true } => TuningWords.Auto,
        { Received: true, Sent: true } => TuningWords.Both,
        { Received: true } => TuningWords.Rx,
        { Sent: true } => TuningWords.Tx,
        _ => TuningWords.Off,
    };

    /// <summary>What cannot be woken at all is off, and nothing else.</summary>
    private static string? WakeWords((IReadOnlyList<int> On, IReadOnlyList<int> Of) wake, string hint) => wake switch
    {
        { Of.Count: 0 } when hint != TuningWords.Off => null,
        { On.Count: 0 } => TuningWords.Off,
        { On: [MagicPacket] } => TuningWords.Magic,
        _ => string.Join(',', wake.On),
    };

    private static IReadOnlyList<int> WakeModes(string value) => value switch
    {
        TuningWords.Off => [],
        TuningWords.Magic => [MagicPacket],
        _ => [.. value.Split(',').Select(number => (int)Number(number))],
    };

    private static string? Offload(string word) =>
        word.StartsWith(TuningWords.Offload, StringComparison.Ordinal) ? word[TuningWords.Offload.Length..] : null;

    private static string Text(uint number) => number.ToString(CultureInfo.InvariantCulture);

    private static uint Number(string text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
