using PacketDotNet;
using Router.Wire.Captures;
using Router.Wire.Nhrp;
using Router.Wire.Nhrp.Text;

namespace Router.Wire.Tests.Nhrp;

/// <summary>Packets of FRR 10.3, FRR 10.7.1 and opennhrp 0.14.1, with an independent decoder's reading beside them.</summary>
public class NhrpCaptureTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Nhrp", "Captures");

    public static TheoryData<string> Captures() =>
        [.. Directory.GetFiles(Folder, "*.pcap").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Captures))]
    public void Brief_OfCapture_IsWhatTheOtherDecoderReads(string capture)
    {
        var brief = string.Concat(Frames(capture).Select(frame =>
        {
            Assert.True(NhrpPacket.TryDecode(frame.Payload.Span, out var packet, out var error), error.ToString());
            return NhrpBrief.Render(frame, packet, frame.Payload.Length);
        }));
        Assert.Equal(File.ReadAllText(Path.Combine(Folder, capture + ".decoded")), brief);
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public void Encode_OfDecodedPacket_GivesTheSameBytes(string capture)
    {
        foreach (var frame in Frames(capture))
        {
            Assert.True(NhrpPacket.TryDecode(frame.Payload.Span, out var packet, out _));
            Assert.Equal(Convert.ToHexString(frame.Payload.Span), Convert.ToHexString(packet.Encode()));
        }
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public void TryDecode_AnyTruncation_IsRefused(string capture)
    {
        foreach (var frame in Frames(capture).Take(20))
        {
            for (var length = 0; length < frame.Payload.Length; length++)
                Assert.False(NhrpPacket.TryDecode(frame.Payload.Span[..length], out _, out _), $"{length} bytes");
        }
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public void TryDecode_MutatedBytesWithRightChecksum_NeverThrowsAndReencodes(string capture)
    {
        var random = new Random(2332);
        foreach (var frame in Frames(capture))
        {
            for (var round = 0; round < 200; round++)
            {
                var bytes = frame.Payload.ToArray();
                for (var hits = random.Next(1, 4); hits > 0; hits--)
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                FixChecksum(bytes);
                if (NhrpPacket.TryDecode(bytes, out var packet, out _))
                    Assert.True(NhrpPacket.TryDecode(packet.Encode(), out _, out var error), error.ToString());
            }
        }
    }

    private static void FixChecksum(byte[] bytes)
    {
        bytes[12] = bytes[13] = 0;
        var size = Math.Min(bytes.Length, (bytes[10] << 8) | bytes[11]);
        var sum = NhrpChecksum.Compute(bytes.AsSpan(0, size));
        (bytes[12], bytes[13]) = ((byte)(sum >> 8), (byte)sum);
    }

    private static List<NhrpFrame> Frames(string capture)
    {
        using var file = File.OpenRead(Path.Combine(Folder, capture + ".pcap"));
        var reader = new PcapReader(file);
        var frames = new List<NhrpFrame>();
        while (reader.TryRead(out var raw))
        {
            if (NhrpFrame.TryExtract((LinkLayers)reader.LinkType, raw.Data, out var frame))
                frames.Add(frame);
        }
        Assert.NotEmpty(frames);
        return frames;
    }
}
