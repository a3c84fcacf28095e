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
        "nhrp.hdr.extoff", "nhrp.src.nbma.saddr", "nhrp.client.nbma.saddr", "nhrp.pref", "nhrp.ext.type", "nhrp.ext.c", "nhrp.auth_ext.spi",
        "nhrp.vendor_ext.id",
    ];

    [Theory]
    [MemberData(nameof(NhrpCaptureTests.Captures), MemberType = typeof(NhrpCaptureTests))]
    public async Task Fields_OfCapture_AreThoseThatTsharkReads(string capture)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Nhrp", "Captures", capture + ".pcap");
        var theirs = await TsharkAsync(file);

        Assert.Equal(theirs, Ours(file));
    }

    [Fact]
    public async Task Fields_OfMadeUpPackets_AreThoseThatTsharkReads()
    {
        var random = new Random(47);
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, Pcap(Enumerable.Range(0, 500).Select(_ => NhrpSamples.MakeIPv4(random).Encode())));
            Assert.Equal(await TsharkAsync(file), Ours(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>NHRP packets in GRE in IPv4, without a link layer.</summary>
    private static byte[] Pcap(IEnumerable<byte[]> packets)
    {
        var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write([0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 101, 0, 0, 0]);
        foreach (var packet in packets)
        {
            var length = 20 + 4 + packet.Length;
            writer.Write(0L);
            writer.Write(length);
            writer.Write(length);
            writer.Write(
                [0x45, 0, (byte)(length >> 8), (byte)length, 0, 0, 0, 0, 64, 47, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2, 0, 0, 0x20, 0x01]);
            writer.Write(packet);
        }
        writer.Flush();
        return file.ToArray();
    }

    private static string Hex(ReadOnlyMemory<byte> bytes) => Convert.ToHexStringLower(bytes.Span);

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
        string Each(Func<NhrpExtension, string> field, string end) =>
            packet.Extensions is null ? "" : string.Join(',', packet.Extensions.Select(field).Append(end));
        string Values(Func<NhrpExtension, string?> field) =>
            string.Join(',', (packet.Extensions ?? []).Select(field).Where(value => value is not null));
        IEnumerable<object?> values =
        [
            $"0x{packet.AddressFamily:x4}", $"0x{packet.ProtocolType:x4}", packet.HopCount, size, (byte)packet.Type,
            packet.IsIndication ? "" : $"0x{(ushort)packet.Flags:x4}", packet.IsIndication ? "" : $"0x{packet.RequestId:x8}",
            packet.SourceNbma, packet.Source, packet.Destination,
            All(e => (ushort)e.Code), All(e => e.PrefixLength), All(e => e.Mtu), All(e => e.HoldingTime), All(e => e.Nbma),
            All(e => e.Protocol),
            packet.Extensions is null ? "" : string.Join(',', packet.Extensions.Select(e => e.ValueLength).Append(0)),
            isError ? (ushort)packet.ErrorCode : "", isError ? packet.ErrorOffset : "",
            packet.Extensions is null ? 0 : size - packet.Extensions.Sum(e => 4 + e.ValueLength) - 4, Hex(packet.SourceSubaddress),
            All(e => e.NbmaSubaddress.IsEmpty ? null : Hex(e.NbmaSubaddress)), All(e => e.Preference),
            Each(e => $"0x{(ushort)e.Type:x4}", "0x0000"), Each(e => e.Compulsory ? "1" : "0", "1"),
            Values(e => NhrpAuthenticationValue.TryRead(e, out var value) ? $"{value.Value.SecurityParameterIndex}" : null),
            Values(e => NhrpVendorValue.TryRead(e, out var value) ? $"{value.Value.Vendor}" : null),
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
        string[] absent =
        [
            "nhrp.flags", "nhrp.reqid", "nhrp.code", "nhrp.prefix", "nhrp.mtu", "nhrp.htime", "nhrp.ext.len", "nhrp.pref", "nhrp.ext.type",
            "nhrp.ext.c", "nhrp.auth_ext.spi"
        ];
        return string.Join('\t', values.Zip(Fields, (value, field) => absent.Contains(field) ? "" : value.Split(',')[0]));
    }

    private static async Task<List<string>> TsharkAsync(string file)
    {
        string[] arguments =
            ["-r", file, "-Y", "nhrp", "-T", "fields", "-E", "occurrence=a", .. Fields.SelectMany(field => new[] { "-e", field })];
        try
        {
            using var tshark = Process.Start(
                new ProcessStartInfo("tshark", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
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
