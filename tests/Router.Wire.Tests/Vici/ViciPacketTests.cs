using Router.Wire.Vici;

namespace Router.Wire.Tests.Vici;

/// <summary>Bytes as the protocol's description (strongSwan's vici/README.md) spells them out, both ways.</summary>
public sealed class ViciPacketTests
{
    [Fact]
    public void Encode_RequestWithAllElements_GivesTheseBytes()
    {
        var content = new ViciSection()
            .Add("key1", "value1")
            .Add("section1", new ViciSection()
                .Add("sub-section", new ViciSection().Add("key2", "value2"))
                .Add("list1", "item1", "item2"));
        var bytes = new ViciPacket(ViciPacketType.Request, "cmd", content).Encode();
        Assert.Equal(
            "00000052" + "00" + "03636d64"
            + "03" + "046b657931" + "000676616c756531"
            + "01" + "0873656374696f6e31"
            + "01" + "0b7375622d73656374696f6e" + "03" + "046b657932" + "000676616c756532" + "02"
            + "04" + "056c69737431" + "05" + "00056974656d31" + "05" + "00056974656d32" + "06"
            + "02",
            Convert.ToHexStringLower(bytes));
    }

    [Fact]
    public void Decode_WhatWasEncoded_IsTheSame()
    {
        var bytes = Event();
        Assert.True(ViciPacket.TryDecode(bytes, out var packet));
        Assert.Equal((ViciPacketType.Event, "child-updown"), (packet.Type, packet.Name));
        Assert.Equal("yes", packet.Content.Text("up"));
        Assert.Equal("10.0.0.2", packet.Content.Section("peer")!.Text("remote-host"));
        Assert.Equal(["peer"], packet.Content.Sections.Select(s => s.Name));
    }

    [Fact]
    public void Decode_EveryTruncation_IsRefusedOrShorter()
    {
        var whole = Event();
        for (var length = 0; length < whole.Length; length++)
        {
            // A packet may be cut between two elements at its top; it has less in it then.
            if (ViciPacket.TryDecode(whole.AsSpan(0, length), out var packet))
                Assert.True(packet.Content.Entries.Count < 2);
        }
    }

    [Fact]
    public void Decode_MutatedBytes_NeverThrows()
    {
        var random = new Random(84);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = Event();
            for (var change = random.Next(1, 6); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            _ = ViciPacket.TryDecode(bytes, out _);
        }
    }

    [Fact]
    public void Decode_NestedTooDeep_IsRefused()
    {
        var section = new ViciSection();
        for (var depth = 0; depth < 100; depth++)
            section = new ViciSection().Add("s", section);
        Assert.False(ViciPacket.TryDecode(new ViciPacket(ViciPacketType.Response, null, section).Encode().AsSpan(4), out _));
    }

    private static byte[] Event() => new ViciPacket(
        ViciPacketType.Event, "child-updown",
        new ViciSection()
            .Add("up", "yes")
            .Add("peer", new ViciSection().Add("remote-host", "10.0.0.2").Add("local-vips", "10.1.0.1"))).Encode()[4..];
}
