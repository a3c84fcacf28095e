using System.Buffers.Binary;
using System.Net;
using Router.Core.Mappings;
using Router.Core.Values;
using Router.Daemon.Mappings;
using Router.Daemon.Tests.Fakes;
using Router.Wire.Mappings;
using Router.Wire.Upnp;

namespace Router.Daemon.Tests.Mappings;

/// <summary>Hosts that ask by each protocol, from bytes or words to the kernel.</summary>
public sealed class ControlTests : IDisposable
{
    private const uint Udp = 0x11000000, Tcp = 0x06000000;

    private static readonly IPAddress One = IPAddress.Parse("10.1.0.2"), Other = IPAddress.Parse("10.1.0.3");

    private static readonly MappingPlace Place = new(IPAddress.Parse("203.0.113.2"), "eth0", ["eth1"]);

    private static readonly MappingRules Rules = new()
    {
        Hosts = [new(IPAddress.Parse("10.1.0.0"), IPAddress.Parse("10.1.0.255"))],
        PerHost = 4,
        Total = 6,
        Lifetime = TimeSpan.FromHours(2),
    };

    private readonly FakeMappingKernel kernel = new();
    private readonly Mapper mapper;

    public ControlTests()
    {
        mapper = new Mapper(kernel);
        mapper.Change(Rules, Place, At(0), again: false);
    }

    public void Dispose() => kernel.Dispose();

    [Fact]
    public void NatPmp_MapsAndRenewsAndEnds()
    {
        Assert.Equal("0080000000000005cb007102", Hex(Ask([0, 0], One, 5)));
        Assert.Equal("008100000000000a" + "13880fa0" + "00000e10", Hex(Ask(NatPmp(1, 5000, 4000, 3600), One, 10)));
        var mapping = Assert.Single(kernel.Mappings);
        Assert.Equal((TransportProtocol.Udp, 4000, 5000), (mapping.Protocol, mapping.ExternalPort, mapping.InternalPort));
        Assert.Equal("0081000000000014" + "13880fa0" + "00001c20", Hex(Ask(NatPmp(1, 5000, 4001, 99999), One, 20)));
        // Of nobody else, of another protocol and of another port.
        Ask(NatPmp(1, 5000, 0, 0), Other, 21);
        Ask(NatPmp(2, 5000, 0, 0), One, 21);
        Ask(NatPmp(1, 5001, 0, 0), One, 21);
        Assert.Single(kernel.Mappings);
        Assert.Equal("0081000000000016" + "13880000" + "00000000", Hex(Ask(NatPmp(1, 5000, 0, 0), One, 22)));
        Assert.Empty(kernel.Mappings);
    }

    [Fact]
    public void NatPmp_EndsAllOfAProtocol()
    {
        foreach (var (opcode, port) in ((byte, ushort)[])[(1, 5000), (1, 5001), (2, 5000)])
            Ask(NatPmp(opcode, port, 0, 3600), One, 0);
        Ask(NatPmp(1, 0, 0, 0), One, 1);
        Assert.Equal(TransportProtocol.Tcp, Assert.Single(kernel.Mappings).Protocol);
    }

    [Theory]
    [InlineData("0001", 22, 2)]
    [InlineData("0001", 5000, 3)]
    public void NatPmp_Refusals_SayWhy(string opcode, ushort port, ushort result)
    {
        if (result == 3)
            mapper.Change(Rules, place: null, At(0), again: false);
        var answer = Ask(NatPmp(Convert.FromHexString(opcode)[1], port, 0, 3600), One, 0)!;
        Assert.Equal(result, BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(2)));
        Assert.Equal(0u, BinaryPrimitives.ReadUInt32BigEndian(answer.AsSpan(12)));
        Assert.Empty(kernel.Mappings);
    }

    [Fact]
    public void Pcp_MapsRenewsAndEnds_WithItsNonceAlone()
    {
        var answer = Ask(Pcp(One, Udp, 5000, 4000, 60), One, 7)!;
        Assert.Equal("02810000" + "00000078" + "00000007", Hex(answer)[..24]);
        Assert.Equal("13880fa0" + "00000000000000000000ffffcb007102", Hex(answer)[80..]);
        Assert.Equal(PcpResult.NotAuthorized, Result(Ask(Pcp(One, Udp, 5000, 0, 3600, nonce: 9), One, 8)));
        Assert.Equal(PcpResult.NotAuthorized, Result(Ask(Pcp(One, Udp, 5000, 0, 0, nonce: 9), One, 8)));
        Ask(NatPmp(1, 0, 0, 0), One, 8);
        Assert.Single(kernel.Mappings);
        Assert.Equal(PcpResult.Success, Result(Ask(Pcp(One, Udp, 5000, 0, 3600), One, 9)));
        Assert.Equal(At(9) + TimeSpan.FromHours(1), Assert.Single(kernel.Mappings).Until);
        Assert.Equal(PcpResult.Success, Result(Ask(Pcp(One, Udp, 5000, 0, 0), One, 10)));
        Assert.Empty(kernel.Mappings);
        Assert.Equal(PcpResult.Success, Result(Ask(Pcp(One, Udp, 5000, 0, 0), One, 11)));
    }

    [Fact]
    public void Pcp_Refusals_HaveTheirResult()
    {
        Assert.Equal(PcpResult.AddressMismatch, Result(Ask(Pcp(Other, Udp, 5000, 0, 60), One, 0)));
        Assert.Equal(PcpResult.UnsupportedProtocol, Result(Ask(Pcp(One, 0x84000000, 5000, 0, 60), One, 0)));
        Assert.Equal(PcpResult.UnsupportedProtocol, Result(Ask(Pcp(One, Udp, 0, 0, 60), One, 0)));
        Assert.Equal(PcpResult.NotAuthorized, Result(Ask(Pcp(One, Udp, 80, 0, 60), One, 0)));
        Assert.Equal(PcpResult.Success, Result(Ask(Pcp(Other, Udp, 4000, 4000, 60), Other, 0)));
        byte[] preferring = [.. Pcp(One, Udp, 5000, 4000, 60), 2, 0, 0, 0];
        Assert.Equal(PcpResult.CannotProvideExternal, Result(Ask(preferring, One, 0)));
        for (ushort port = 6000; port < 6004; port++)
            Assert.Equal(PcpResult.Success, Result(Ask(Pcp(One, Tcp, port, 0, 60), One, 0)));
        Assert.Equal(PcpResult.UserExceededQuota, Result(Ask(Pcp(One, Tcp, 6004, 0, 60), One, 0)));
        Assert.Equal(PcpResult.UnsupportedVersion, Result(Ask([1, 1, 0, 0], One, 0)));
        Assert.Null(Ask([2, 0x81, 0, 0], One, 0));
        Assert.Null(Ask([], One, 0));
    }

    /// <summary>RFC 6887, 15.1: with protocol 0 all that the nonce made.</summary>
    [Fact]
    public void Pcp_EndsAll()
    {
        Ask(Pcp(One, Udp, 5000, 0, 60), One, 0);
        Ask(Pcp(One, Tcp, 5001, 0, 60), One, 0);
        Ask(Pcp(One, Tcp, 5002, 0, 60, nonce: 9), One, 0);
        Ask(Pcp(One, 0, 0, 0, 0), One, 0);
        Assert.Equal(5002, Assert.Single(kernel.Mappings).InternalPort);
    }

    [Fact]
    public void Upnp_AddsShowsAndDeletes_TheHostsOwnAlone()
    {
        Assert.Equal(UpnpError.None, Call("AddPortMapping", One, out _, Mapping(8080, 8081, One)));
        Assert.Equal(UpnpError.ActionNotAuthorized, Call("AddPortMapping", Other, out _, Mapping(8090, 8081, One)));
        Assert.Equal(UpnpError.ConflictInMappingEntry, Call("AddPortMapping", Other, out _, Mapping(8080, 8081, Other)));
        Assert.Equal(UpnpError.ActionNotAuthorized, Call("AddPortMapping", One, out _, Mapping(80, 8081, One)));
        Assert.Equal(UpnpError.None, Call("AddAnyPortMapping", Other, out var any, Mapping(8080, 8080, Other)));
        Assert.NotEqual("8080", Assert.Single(any));
        Assert.Equal(UpnpError.None, Call("GetSpecificPortMappingEntry", One, out var entry, Key(8080)));
        Assert.Equal(["8081", "10.1.0.2", "1", "a game", "7200"], entry);
        Assert.Equal(UpnpError.NoSuchEntryInArray, Call("GetSpecificPortMappingEntry", Other, out _, Key(8080)));
        Assert.Equal(UpnpError.None, Call("GetGenericPortMappingEntry", One, out entry, ("NewPortMappingIndex", "0")));
        Assert.Equal(["", "8080", "TCP", "8081", "10.1.0.2", "1", "a game", "7200"], entry);
        Assert.Equal(
            UpnpError.SpecifiedArrayIndexInvalid, Call("GetGenericPortMappingEntry", One, out _, ("NewPortMappingIndex", "1")));
        Assert.Equal(UpnpError.ActionNotAuthorized, Call("DeletePortMapping", Other, out _, Key(8080)));
        Assert.Equal(UpnpError.None, Call("DeletePortMapping", One, out _, Key(8080)));
        Assert.Equal(UpnpError.NoSuchEntryInArray, Call("DeletePortMapping", One, out _, Key(8080)));
        Assert.Equal(Other, Assert.Single(kernel.Mappings).Host);
    }

    [Fact]
    public void Upnp_WrongCalls_AreRefused()
    {
        Assert.Equal(UpnpError.InvalidAction, Call("Reboot", One, out _));
        Assert.Equal(UpnpError.InvalidArgs, Call("DeletePortMapping", One, out _, ("NewProtocol", "TCP")));
        Assert.Equal(UpnpError.ArgumentValueInvalid, Call("AddPortMapping", One, out _, Mapping(0, 8081, One)));
        Assert.Equal(UpnpError.ActionNotAuthorized, Call("GetExternalIPAddress", IPAddress.Parse("10.9.9.9"), out _));
        Assert.Equal(UpnpError.None, Call("GetExternalIPAddress", One, out var address));
        Assert.Equal(["203.0.113.2"], address);
    }

    /// <summary>An element went by itself: everything is written again, and the host has its mapping.</summary>
    [Fact]
    public void Kernel_ThatRefusesAChange_GetsAll()
    {
        kernel.RefusesChanges = true;
        var before = kernel.Replaced;
        Ask(NatPmp(1, 5000, 0, 3600), One, 0);
        Assert.Equal((before + 1, 1), (kernel.Replaced, kernel.Mappings.Count));
        kernel.RefusesAll = true;
        Assert.Equal(3, Ask(NatPmp(1, 5001, 0, 3600), One, 0)![3]);
        Assert.Single(mapper.All);
        (kernel.RefusesAll, kernel.RefusesChanges) = (false, false);
        mapper.Change(Rules, Place, At(1), again: false);
        Assert.Null(mapper.Trouble);
        Assert.Single(kernel.Mappings);
    }

    [Fact]
    public void Expiry_ReachesTheKernel()
    {
        Ask(NatPmp(1, 5000, 0, 10), One, 0);
        Assert.Equal(At(10), mapper.Due);
        mapper.Expire(At(10));
        Assert.Empty(kernel.Mappings);
    }

    /// <summary>The next daemon of a boot goes on with the same seconds; what it cannot go on with makes them begin again.</summary>
    [Fact]
    public void Restart_KeepsMappingsAndEpoch()
    {
        Ask(Pcp(One, Udp, 5000, 4000, 3600), One, 0);
        var left = mapper.State.ToJson();
        var (next, fresh) = (Restarted(left), new FakeMappingKernel());
        Assert.Equal(100u, next.Epoch(At(100)));
        Assert.Equal(mapper.All, next.All);
        var stricter = new Mapper(fresh);
        stricter.Restore(MappingState.Parse(left)!);
        Assert.True(stricter.Change(Rules with { Ports = new(6000, 7000) }, Place, At(100), again: false));
        Assert.Equal((0u, 0), (stricter.Epoch(At(100)), fresh.Mappings.Count));
        Assert.Null(MappingState.Parse("{"));
        Assert.Null(MappingState.Parse("{\"epoch\":1}"));
    }

    [Fact]
    public void AnotherAddress_BeginsTheSecondsAgain_AndMappingsStay()
    {
        Ask(NatPmp(1, 5000, 0, 3600), One, 0);
        Assert.False(mapper.Change(Rules, Place, At(50), again: false));
        Assert.Equal(50u, mapper.Epoch(At(50)));
        Assert.True(mapper.Change(Rules, Place with { Address = IPAddress.Parse("203.0.113.3") }, At(60), again: false));
        Assert.Equal((0u, IPAddress.Parse("203.0.113.3")), (mapper.Epoch(At(60)), kernel.Place!.Address));
        Assert.Single(kernel.Mappings);
    }

    [Fact]
    public void Clear_LeavesNothing()
    {
        Ask(NatPmp(1, 5000, 0, 3600), One, 0);
        mapper.Clear(At(1));
        Assert.Null(kernel.Place);
        Assert.Empty(mapper.All);
        Assert.Empty(kernel.Mappings);
        Assert.True(mapper.Change(Rules, Place, At(90), again: false));
        Assert.Equal(0u, mapper.Epoch(At(90)));
    }

    [Fact]
    public void Budget_IsAHostsOwn_AndFillsAgain()
    {
        var budget = new HostBudget();
        Assert.Equal(40, Enumerable.Range(0, 100).Count(_ => budget.Take(One, At(0))));
        Assert.True(budget.Take(Other, At(0)));
        Assert.Equal(20, Enumerable.Range(0, 100).Count(_ => budget.Take(One, At(1))));
    }

    [Fact]
    public void News_AreToldTenTimes_EachPauseTwiceAsLong()
    {
        var (news, told) = (new MappingNews(), new List<double>());
        Assert.True(news.TakeNotice(At(0)));
        news.Begin(At(0));
        for (var quarter = 0; quarter < 1000; quarter++)
        {
            if (news.TakeChange(At(0) + (quarter * TimeSpan.FromMilliseconds(250))))
                told.Add(quarter / 4.0);
        }
        Assert.Equal([0, 0.25, 0.75, 1.75, 3.75, 7.75, 15.75, 31.75, 63.75, 127.75], told);
    }

    private static TimeSpan At(int seconds) => TimeSpan.FromSeconds(1000 + seconds);

    private static byte[] NatPmp(byte opcode, ushort inner, ushort outer, uint lifetime)
    {
        var wire = new byte[12];
        wire[1] = opcode;
        BinaryPrimitives.WriteUInt16BigEndian(wire.AsSpan(4), inner);
        BinaryPrimitives.WriteUInt16BigEndian(wire.AsSpan(6), outer);
        BinaryPrimitives.WriteUInt32BigEndian(wire.AsSpan(8), lifetime);
        return wire;
    }

    private static byte[] Pcp(IPAddress client, uint protocol, ushort inner, ushort outer, uint lifetime, byte nonce = 1)
    {
        var wire = new byte[60];
        (wire[0], wire[1], wire[24]) = (2, 1, nonce);
        BinaryPrimitives.WriteUInt32BigEndian(wire.AsSpan(4), lifetime);
        client.MapToIPv6().TryWriteBytes(wire.AsSpan(8), out _);
        BinaryPrimitives.WriteUInt32BigEndian(wire.AsSpan(36), protocol);
        BinaryPrimitives.WriteUInt16BigEndian(wire.AsSpan(40), inner);
        BinaryPrimitives.WriteUInt16BigEndian(wire.AsSpan(42), outer);
        IPAddress.Any.MapToIPv6().TryWriteBytes(wire.AsSpan(44), out _);
        return wire;
    }

    private static (string, string)[] Key(ushort port) => [("NewRemoteHost", ""), ("NewExternalPort", $"{port}"), ("NewProtocol", "TCP")];

    private static (string, string)[] Mapping(ushort outer, ushort inner, IPAddress client) =>
    [
        .. Key(outer), ("NewInternalPort", $"{inner}"), ("NewInternalClient", $"{client}"), ("NewEnabled", "1"),
        ("NewPortMappingDescription", "a game\n"), ("NewLeaseDuration", "0"),
    ];

    private static PcpResult Result(byte[]? answer) => (PcpResult)answer![3];

    private static string Hex(byte[]? bytes) => Convert.ToHexStringLower(bytes!);

    private static Mapper Restarted(string left)
    {
        var next = new Mapper(new FakeMappingKernel());
        next.Restore(MappingState.Parse(left)!);
        next.Change(Rules, Place, At(100), again: true);
        return next;
    }

    private byte[]? Ask(byte[] wire, IPAddress from, int seconds) => new PortControl(mapper).Answer(wire, from, At(seconds));

    private UpnpError Call(
        string action, IPAddress from, out IReadOnlyList<string> values, params (string Name, string Value)[] arguments) =>
        new GatewayControl(mapper).Answer(
            IgdServices.Connection(2), new SoapCall(action, arguments.ToDictionary(one => one.Name, one => one.Value)), from, At(0),
            out values);
}
