using System.Net;
using Router.Core.Mappings;
using Router.Core.Values;

namespace Router.Core.Tests.Mappings;

/// <summary>Who gets which port, for how long, and who does not.</summary>
public sealed class MappingTableTests
{
    private static readonly IPAddress
        One = IPAddress.Parse("10.1.0.2"), Other = IPAddress.Parse("10.1.0.3"), Router = IPAddress.Parse("10.1.0.1");

    private static readonly MappingRules Rules = new()
    {
        Hosts = [new(IPAddress.Parse("10.1.0.0"), IPAddress.Parse("10.1.0.255"))],
        Own = [Router],
        Reserved = [new(TransportProtocol.Tcp, new(8000, 8009))],
        PerHost = 3,
        Total = 5,
        Lifetime = TimeSpan.FromHours(2),
    };

    private readonly MappingTable table = new();

    public MappingTableTests() => table.Change(Rules, At(0));

    [Fact]
    public void Ask_GivesThePortThatIsLiked_OrTheHostsOwn_OrAnother()
    {
        Assert.Equal(4000, Port(Udp(One, 5000) with { WantedPort = 4000 }));
        Assert.Equal(5001, Port(Udp(One, 5001)));
        Assert.Equal(5002, Port(Udp(Other, 5002) with { WantedPort = 4000 }));
        var port = Port(Udp(Other, 4000));
        Assert.NotEqual(4000, port);
        Assert.InRange(port, 1024, 65535);
    }

    [Fact]
    public void Ask_NoOther_IsRefusedWhereThePortIsTakenOrReserved()
    {
        Port(Udp(One, 5000));
        Assert.Equal(MappingRefusal.Taken, Refusal(Udp(Other, 5000) with { WantedPort = 5000, NoOther = true }));
        Assert.Equal(MappingRefusal.Taken, Refusal(Tcp(Other, 5000) with { WantedPort = 8009, NoOther = true }));
        Assert.Equal(MappingRefusal.Taken, Refusal(Tcp(Other, 5001) with { WantedPort = 80, NoOther = true }));
        Assert.Equal(8009, Port(Udp(Other, 5000) with { WantedPort = 8009, NoOther = true }));
    }

    /// <summary>RFC 6886, 3.3: nobody else gets the same number of the other protocol.</summary>
    [Fact]
    public void Ask_ThePortOfTheOtherProtocol_IsTheSameHostsAlone()
    {
        Port(Udp(One, 5000));
        Assert.Equal(MappingRefusal.Taken, Refusal(Tcp(Other, 5000) with { WantedPort = 5000, NoOther = true }));
        Assert.Equal(5000, Port(Tcp(One, 5000) with { WantedPort = 5000, NoOther = true }));
    }

    [Fact]
    public void Ask_ForWhoMayNot_IsRefused()
    {
        Assert.Equal(MappingRefusal.NotAllowed, Refusal(Udp(IPAddress.Parse("10.2.0.2"), 5000)));
        Assert.Equal(MappingRefusal.NotAllowed, Refusal(Udp(Router, 5000)));
        Assert.Equal(MappingRefusal.NotAllowed, Refusal(Udp(IPAddress.Parse("fd00::1"), 5000)));
        Assert.Equal(MappingRefusal.NotAllowed, Refusal(Udp(One, 22)));
        Assert.Equal(0, table.Count);
    }

    [Fact]
    public void Ask_Again_GoesOnWithTheSamePort()
    {
        var first = table.Ask(Udp(One, 5000) with { WantedPort = 4000 }, At(0));
        var again = table.Ask(Udp(One, 5000) with { WantedPort = 4001, Lifetime = TimeSpan.FromHours(9) }, At(60));
        Assert.Equal((4000, first.Mapping), (again.Mapping!.ExternalPort, again.Before));
        Assert.Equal(At(60) + Rules.Lifetime, again.Mapping.Until);
        Assert.Equal(1, table.Count);
        Assert.Same(again.Mapping, Assert.Single(table.Of(One)));
    }

    [Fact]
    public void Ask_WithAnotherNonce_IsNotTheOwner()
    {
        table.Ask(Udp(One, 5000) with { Origin = MappingOrigin.Pcp, Nonce = "aa" }, At(0));
        Assert.Equal(MappingRefusal.NotOwner, Refusal(Udp(One, 5000) with { Origin = MappingOrigin.Pcp, Nonce = "bb" }));
        Assert.Equal(MappingRefusal.NotOwner, Refusal(Udp(One, 5000)));
        Assert.Equal(5000, Port(Udp(One, 5000) with { Origin = MappingOrigin.Pcp, Nonce = "aa" }));
    }

    [Fact]
    public void Ask_ByUpnp_KnowsMappingsByThePortOutside()
    {
        MappingRequest Upnp(IPAddress host, ushort inner, ushort outer) =>
            Udp(host, inner) with { Origin = MappingOrigin.Upnp, WantedPort = outer, NoOther = true };
        Assert.Equal(4000, Port(Upnp(One, 5000, 4000)));
        Assert.Equal(4001, Port(Upnp(One, 5000, 4001)));
        Assert.Equal(4000, Port(Upnp(One, 5005, 4000)));
        Assert.Equal(5005, table.Find(new(TransportProtocol.Udp, 4000))!.InternalPort);
        Assert.Equal(MappingRefusal.Taken, Refusal(Upnp(Other, 5000, 4000)));
        Assert.Equal(2, table.Count);
    }

    [Fact]
    public void Ask_Bounds_HoldForAHostAndForAll()
    {
        for (ushort port = 5000; port < 5003; port++)
            Assert.Equal(port, Port(Udp(One, port)));
        Assert.Equal(MappingRefusal.HostIsFull, Refusal(Udp(One, 5003)));
        Assert.Equal(5000, Port(Udp(One, 5000)));
        Port(Udp(Other, 6000));
        Port(Udp(Other, 6001));
        Assert.Equal(MappingRefusal.Full, Refusal(Udp(IPAddress.Parse("10.1.0.4"), 7000)));
        table.Remove(table.Of(Other)[0]);
        Assert.Equal(7000, Port(Udp(IPAddress.Parse("10.1.0.4"), 7000)));
    }

    [Fact]
    public void Ask_WhereNoPortIsFree_IsFull()
    {
        table.Change(Rules with { Ports = new(8000, 8010) }, At(0));
        Assert.Equal(8010, Port(Tcp(One, 8000)));
        Assert.Equal(MappingRefusal.Full, Refusal(Tcp(One, 8001)));
    }

    [Fact]
    public void Expire_EndsWhatIsOver()
    {
        table.Ask(Udp(One, 5000) with { Lifetime = TimeSpan.FromSeconds(10) }, At(0));
        table.Ask(Udp(One, 5001) with { Lifetime = TimeSpan.FromSeconds(20) }, At(0));
        Assert.Equal(At(10), table.Due);
        Assert.Empty(table.Expire(At(9)));
        Assert.Equal(5000, Assert.Single(table.Expire(At(10))).ExternalPort);
        Assert.Equal(At(20), table.Due);
        Assert.Single(table.Expire(At(100)));
        Assert.Null(table.Due);
        Assert.Empty(table.Of(One));
    }

    [Fact]
    public void Change_EndsWhatOtherRulesDoNotGrant_AndShortensTheRest()
    {
        Port(Udp(One, 5000));
        Port(Tcp(One, 6000));
        Port(Tcp(Other, 7000));
        var gone = table.Change(
            Rules with
            {
                Hosts = [new(One, One)],
                Reserved = [new(TransportProtocol.Tcp, new(6000, 6000))],
                Lifetime = TimeSpan.FromMinutes(5),
            },
            At(60));
        Assert.Equal([6000, 7000], gone.Select(mapping => (int)mapping.ExternalPort).Order());
        Assert.Equal(At(360), Assert.Single(table.All).Until);
    }

    [Fact]
    public void Restore_TakesWhatIsNotOver_AndGranted()
    {
        var kept = new PortMapping(TransportProtocol.Udp, 4000, One, 5000) { Until = At(100) };
        Assert.True(table.Restore(kept, At(50)));
        Assert.False(table.Restore(kept with { ExternalPort = 4001 }, At(100)));
        Assert.False(table.Restore(kept with { ExternalPort = 22 }, At(50)));
        Assert.False(table.Restore(kept, At(50)));
        Assert.Equal(kept, Assert.Single(table.All));
    }

    private static TimeSpan At(int seconds) => TimeSpan.FromSeconds(1000 + seconds);

    private static MappingRequest Udp(IPAddress host, ushort port) =>
        new(TransportProtocol.Udp, host, port) { Lifetime = TimeSpan.FromHours(1) };

    private static MappingRequest Tcp(IPAddress host, ushort port) =>
        new(TransportProtocol.Tcp, host, port) { Lifetime = TimeSpan.FromHours(1) };

    private int Port(MappingRequest request)
    {
        var answer = table.Ask(request, At(0));
        Assert.Equal(MappingRefusal.None, answer.Refusal);
        return answer.Mapping!.ExternalPort;
    }

    private MappingRefusal Refusal(MappingRequest request) => table.Ask(request, At(0)).Refusal;
}
