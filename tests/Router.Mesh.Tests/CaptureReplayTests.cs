using System.Net;
using PacketDotNet;
using Router.Mesh.Events;
using Router.Mesh.Machine;
using Router.Mesh.Tests.Network;
using Router.Wire.Captures;
using Router.Wire.Nhrp;

namespace Router.Mesh.Tests;

/// <summary>
/// The machines, set up as FRR's daemons were when captured, send the very bytes that FRR sent. FRR does not try a way through
/// a NAT before it uses it.
/// </summary>
public class CaptureReplayTests
{
    [Theory]
    [InlineData("frr10.3_auth_phase3", "s3cr3t", null, 20)]
    [InlineData("frr10.7.1_auth_phase3", "s3cr3t", null, 20)]
    [InlineData("frr10.3_noauth_phase3", null, null, 20)]
    [InlineData("frr10.3_nat_spoke", null, "10.0.9.3", 0)]
    public void Machines_InTheCapturedMesh_SendTheCapturedBytes(string capture, string? key, string? natOfSpokeFour, int seconds)
    {
        var frames = Frames(capture);
        var network = new MeshNetwork();
        var hub = network.Add(Meshes.Hub(key), null, Meshes.HubRoutes());
        foreach (var number in new[] { 2, 3, 4, 5 })
        {
            var behindNat = number == 4 && natOfSpokeFour is not null;
            var spoke = network.Add(
                Meshes.Spoke(number, behindNat ? "192.168.77.2" : null, key) with { ProbeNat = false },
                behindNat ? natOfSpokeFour : null,
                Meshes.SpokeRoutes(number));
            network.Start(spoke);
        }
        foreach (var frame in frames)
        {
            var packet = Decode(frame);
            if (packet.Type == NhrpPacketType.TrafficIndication)
                network.Tell(hub, new MeshEvent.Hairpinned(packet.Destination!, Destination(packet), packet.Offending));
        }

        network.Advance(TimeSpan.FromSeconds(seconds));

        var captured = frames.Select(f => Line(f.OuterSource, f.OuterDestination, f.Payload.Span)).Distinct().Order(StringComparer.Ordinal);
        var ours = network.Sent.Select(s => Line(s.From, s.To, s.Wire)).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(captured, ours);
    }

    /// <summary>FRR 10.3 answered errors with errors, 188,700 in 11 seconds.</summary>
    [Fact]
    public void Errors_OfACapturedLoop_AreNotAnswered()
    {
        var hub = new MeshMachine(Meshes.Hub("right"), new FixedRoutes());
        var frames = Frames("frr10.3_auth_mismatch_first120");
        var answers = frames.SelectMany(f => hub.Handle(new MeshEvent.Arrived(f.OuterSource, f.Payload), TimeSpan.Zero)).ToList();
        var senders = frames.Where(f => Decode(f).Type != NhrpPacketType.ErrorIndication).Select(f => f.OuterSource).Distinct();

        Assert.True(frames.Count(f => Decode(f).Type == NhrpPacketType.ErrorIndication) > 100);
        Assert.Equal(senders.ToHashSet(), answers.Cast<MeshEffect.Send>().Select(s => s.Nbma).ToHashSet());
        Assert.Equal(senders.Count(), answers.Count);
    }

    private static string Line(IPAddress from, IPAddress to, ReadOnlySpan<byte> wire) => $"{from}>{to} {Convert.ToHexString(wire)}";

    private static IPAddress Destination(NhrpPacket indication) => new(indication.Offending.Span.Slice(16, 4));

    private static NhrpPacket Decode(NhrpFrame frame)
    {
        Assert.True(NhrpPacket.TryDecode(frame.Payload.Span, out var packet, out var error), error.ToString());
        return packet;
    }

    private static List<NhrpFrame> Frames(string capture)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Captures", capture + ".pcap"));
        var reader = new PcapReader(file);
        var frames = new List<NhrpFrame>();
        while (reader.TryRead(out var raw))
        {
            if (NhrpFrame.TryExtract((LinkLayers)reader.LinkType, raw.Data, out var frame))
                frames.Add(frame);
        }
        return frames;
    }
}
