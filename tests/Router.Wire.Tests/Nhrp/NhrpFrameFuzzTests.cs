using PacketDotNet;
using Router.Testing;
using Router.Wire.Captures;
using Router.Wire.Nhrp;
using Router.Wire.Nhrp.Text;
using Router.Wire.Packets;

namespace Router.Wire.Tests.Nhrp;

/// <summary>Frames of captures, damaged and cut off, under every kind of link header.</summary>
public class NhrpFrameFuzzTests
{
    /// <summary>LINKTYPE_ numbers: null, Ethernet, PPP, raw IP, 802.11, Linux cooked, radiotap, and some that nobody knows.</summary>
    private static readonly byte[] Links = [0, 1, 9, 12, 50, 101, 105, 113, 119, 127, 192, 228, 229, 3, 250];

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Nhrp", "Captures");

    [Fact]
    public void TryExtract_AnyFrame_NeverThrows() =>
        Fuzz.Run([.. Links.SelectMany(link => Frames().Select(frame => (byte[])[link, .. frame]))], input =>
        {
            if (input.Length == 0)
                return;
            var data = input[1..];
            Assert.NotEmpty(PacketSummary.Of(input[0], data, data.Length));
            if (!NhrpFrame.TryExtract((LinkLayers)input[0], data, out var frame)
                || !NhrpPacket.TryDecode(frame.Payload.Span, out var packet, out _))
                return;
            Assert.NotEmpty(NhrpTree.Render(frame, packet));
            Assert.NotEmpty(NhrpBrief.Render(frame, packet, frame.Payload.Length));
        });

    [Fact]
    public void TryExtract_EveryTruncation_NeverThrows()
    {
        foreach (var frame in Frames())
        {
            for (var length = 0; length <= frame.Length; length++)
            {
                foreach (var link in Links)
                    NhrpFrame.TryExtract((LinkLayers)link, frame[..length], out _);
            }
        }
    }

    [Fact]
    public void TryExtract_OverIPv6_HasBothEnds()
    {
        Assert.True(NhrpFrame.TryExtract(LinkLayers.Ethernet, OverIPv6(FirstFrame()), out var frame));
        Assert.Equal(
            ("2001:db8::1", "2001:db8::2", 64), (frame.OuterSource.ToString(), frame.OuterDestination.ToString(), frame.TimeToLive));
    }

    private static IEnumerable<byte[]> Frames()
    {
        var plain = FirstFrame();
        yield return plain;
        yield return OverIPv6(plain);
        // Behind a VLAN tag and as a fragment: what is left to the packet library.
        yield return [.. plain[..12], 0x81, 0, 0, 7, .. plain[12..]];
        yield return [.. plain[..20], 0x20, 0, .. plain[22..]];
        yield return [.. plain[..12], 0x88, 0x64, 0x11, 0, 0, 1, 0, (byte)(plain.Length - 12), 0, 0x21, .. plain[14..]];
        yield return plain[14..];
    }

    private static byte[] FirstFrame()
    {
        foreach (var path in Directory.GetFiles(Folder, "*.pcap").Order(StringComparer.Ordinal))
        {
            using var file = File.OpenRead(path);
            var reader = new PcapReader(file);
            while (reader.LinkType == (int)LinkLayers.Ethernet && reader.TryRead(out var raw))
            {
                if (NhrpFrame.TryExtract(LinkLayers.Ethernet, raw.Data, out _))
                    return raw.Data;
            }
        }
        throw new InvalidOperationException("no capture has Ethernet frames");
    }

    /// <summary>The same GRE packet in a header of IPv6 instead of its 20 bytes of IPv4.</summary>
    private static byte[] OverIPv6(byte[] ethernet)
    {
        var gre = ethernet[34..];
        byte[] source = [0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
        byte[] destination = [.. source[..15], 2];
        return
        [
            .. ethernet[..12], 0x86, 0xdd, 0x60, 0, 0, 0, (byte)(gre.Length >> 8), (byte)gre.Length, 47, 64, .. source, .. destination,
            .. gre
        ];
    }
}
