using Router.Core.Boards;
using Router.Documents;
using Router.Features.Configuration;
using Router.Fleet.Rehearsals;

namespace Router.Fleet.Tests.Rehearsals;

public class RehearsalCardsTests
{
    private static readonly BoardFacts Board = new(
        "vm", ValueMap<string, ValueList<string>>.Empty.With("wan", ["eth0"]).With("lan", ["eth1", "eth2"]));

    [Fact]
    public void Of_ARouter_AreItsOwnWithTheirAddresses()
    {
        var cards = Of([new("enp3s0", "52:54:00:AA:00:01", true), new("eth0", "52:54:00:aa:00:02", true)], out var left);
        Assert.Equal([new("enp3s0", "52:54:00:aa:00:01"), new("eth0", "52:54:00:aa:00:02")], cards);
        Assert.Empty(left);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("00:00:00:00:00:00")]
    [InlineData("01:00:5e:00:00:01")]
    [InlineData("no address")]
    [InlineData("52:54:00:aa:00:02")]
    public void Of_CardWithoutAnAddressOfItsOwn_GetsOne(string? mac)
    {
        var cards = Of([new("eth0", mac, true), new("eth1", mac, true), new("eth2", "52:54:00:aa:00:02", true)], out _);
        Assert.Equal(3, cards.Select(card => card.Mac).Distinct().Count());
        Assert.StartsWith("02:", cards[0].Mac, StringComparison.Ordinal);
        Assert.Equal(["eth0", "eth1", "eth2"], cards.Select(card => card.Name));
    }

    [Fact]
    public void Of_MoreThanThereIsRoomFor_KeepsThoseInUse()
    {
        ValueList<DeviceCard> many = [.. Enumerable.Range(0, 30).Select(n => new DeviceCard($"eth{n}", null, Used: n >= 20))];
        var cards = Of(many, out var left);
        Assert.Equal(RehearsalCards.Most, cards.Count);
        Assert.Equal([.. Enumerable.Range(20, 10).Concat(Enumerable.Range(0, 14)).Select(n => $"eth{n}")], cards.Select(card => card.Name));
        Assert.Equal(["eth14", "eth15", "eth16", "eth17", "eth18", "eth19"], left);
    }

    [Fact]
    public void Of_ADocumentAlone_AreThoseOfBoardAndDocument()
    {
        var cards = Of([], out _);
        Assert.Equal(["enp5s0", "eth0", "eth1", "eth2", "card4"], cards.Select(card => card.Name));
        Assert.Equal("52:54:00:aa:00:09", cards[^1].Mac);
    }

    private static ValueList<RehearsalCard> Of(ValueList<DeviceCard> cards, out ValueList<string> left)
    {
        const string document = """
            version: 2
            interfaces:
              wan: { device: "@wan", zone: wan, dhcp: true }
              side: { device: enp5s0, zone: lan, addresses: [192.168.8.1/24] }
              far: { device: "mac:52:54:00:aa:00:09", zone: lan, addresses: [192.168.9.1/24] }
              guests: { vlan: 30, on: side, zone: lan, addresses: [192.168.10.1/24] }
            """;
        var config = ComparisonTests.Read(document).Reading.Config;
        return RehearsalCards.Of(new DeviceState { Name = "r", Document = document, Cards = cards }, config, Board, out left);
    }
}
