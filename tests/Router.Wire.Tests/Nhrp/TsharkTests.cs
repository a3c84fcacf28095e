using System.ComponentModel;
using System.Diagnostics;
using PacketDotNet;
using Router.Wire.Captures;
using Router.Wire.Nhrp;

namespace Router.Wire.Tests.Nhrp;

/// <summary>Wireshark's dissector reads the same fields from the same packets. Of repeated fields it gives all, in order.</summary>
public class TsharkTests
{
    private static readonly string[] Fields =
    [
        "nhrp.hdr.afn", "nhrp.hdr.pro.type", "nhrp.hdr.hopcnt", "nhrp.hdr.pktsz", "nhrp.hdr.op.type", "nhrp.flags", "nhrp.reqid",
        "nhrp.src.nbma.addr", "nhrp.src.prot.addr", "nhrp.dst.prot.addr", "nhrp.code", "nhrp.prefix", "nhrp.mtu", "nhrp.htime",
        "nhrp.client.nbma.addr", "nhrp.client.prot.addr", "nhrp.ext.len", "nhrp.err.code", "nhrp.err.offset",
    ];

    [Theory]
    [MemberData(nameof(NhrpCaptureTests.Captures), MemberType = typeof(NhrpCaptureTests))]
    public async Task Fields_OfCapture_AreThoseThatTsharkReads(string capture)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Nhrp", "Captures", capture + ".pcap");
        var theirs = await TsharkAsync(file);

        Assert.Equal(theirs, Ours(file));
    }

    private static List<string> Ours(string path)
    {
        using var file = File.OpenRead(path);
        var reader = new PcapReader(file);
        var lines = new List<string>();
        while (reader.TryRead(out var raw))
        {
            if (!NhrpFrame.TryExtract((LinkLayers)reader.LinkType, raw.Data, out var frame))
                continue;
            Assert.True(NhrpPacket.TryDecode(frame.Payload.Span, out var packet, out var error), error.ToString());
            lines.Add(Line(packet, frame.Payload.Length));
        }
        return lines;
    }

    private static string Line(NhrpPacket packet, int size)
    {
        var isError = packet.Type == NhrpPacketType.ErrorIndication;
        var entries = packet.Entries.Concat((packet.Extensions ?? []).SelectMany(e => e.Entries)).ToList();
        string All(Func<NhrpCie, object?> field) => string.Join(',', entries.Select(field).Where(value => value is not null));
        IEnumerable<object?> values =
        [
            $"0x{packet.AddressFamily:x4}", $"0x{packet.ProtocolType:x4}", packet.HopCount, size, (byte)packet.Type,
            packet.IsIndication ? "" : $"0x{(ushort)packet.Flags:x4}", packet.IsIndication ? "" : $"0x{packet.RequestId:x8}",
            packet.SourceNbma, packet.Source, packet.Destination,
            All(e => (ushort)e.Code), All(e => e.PrefixLength), All(e => e.Mtu), All(e => e.HoldingTime), All(e => e.Nbma), All(e => e.Protocol),
            packet.Extensions is null ? "" : string.Join(',', packet.Extensions.Select(e => e.ValueLength).Append(0)),
            isError ? (ushort)packet.ErrorCode : "", isError ? packet.ErrorOffset : "",
        ];
        return string.Join('\t', values);
    }

    /// <summary>
    /// Of an error tshark also reads the packet inside, and the unused field as flags. Its own values come first; what an error
    /// does not have is blanked.
    /// </summary>
    private static string WithoutOffending(string line)
    {
        var values = line.Split('\t');
        if (!values[4].StartsWith('7'))
            return line;
        string[] absent = ["nhrp.flags", "nhrp.reqid", "nhrp.code", "nhrp.prefix", "nhrp.mtu", "nhrp.htime", "nhrp.ext.len"];
        return string.Join('\t', values.Zip(Fields, (value, field) => absent.Contains(field) ? "" : value.Split(',')[0]));
    }

    private static async Task<List<string>> TsharkAsync(string file)
    {
        string[] arguments = ["-r", file, "-Y", "nhrp", "-T", "fields", "-E", "occurrence=a", .. Fields.SelectMany(field => new[] { "-e", field })];
        try
        {
            using var tshark = Process.Start(new ProcessStartInfo("tshark", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = tshark.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await tshark.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await tshark.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(tshark.ExitCode == 0, await errors);
            return [.. output.TrimEnd('\n').Split('\n').Select(WithoutOffending)];
        }
        catch (Win32Exception)
        {
            Assert.Skip("tshark is not installed");
            return [];
        }
    }
}
