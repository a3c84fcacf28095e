using System.Net;
using Router.Testing;
using Router.Wire.Mappings;

namespace Router.Wire.Tests.Mappings;

/// <summary>NAT-PMP and PCP, byte by byte as RFC 6886 and RFC 6887 draw them.</summary>
public sealed class MappingMessageTests
{
    private const string
        MapHeader = "02010000" + "00000e10" + "00000000000000000000ffff0a010002",
        MapBody = "0102030405060708090a0b0c" + "11000000" + "13881389" + "00000000000000000000ffff00000000";

    private static readonly IPAddress Outside = IPAddress.Parse("203.0.113.2");

    private static readonly byte[]
        AskAddress = [0, 0], AskMapping = Bytes("00020000" + "00501f90" + "00001c20"),
        Announce = Bytes("02000000" + "00000000" + MapHeader[16..]),
        Map = Bytes(MapHeader + MapBody), Preferring = Bytes(MapHeader + MapBody + "02000000"),
        Unknown = Bytes(MapHeader + MapBody + "80000003" + "01020300");

    [Fact]
    public void NatPmp_Requests_AreReadAsDrawn()
    {
        Assert.True(NatPmpRequest.TryDecode(AskAddress, out var address));
        Assert.Equal(new NatPmpRequest(0, 0, 0, 0), address);
        Assert.True(NatPmpRequest.TryDecode(AskMapping, out var mapping));
        Assert.Equal(new NatPmpRequest(NatPmpRequest.MapTcp, 80, 8080, 7200), mapping);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("0001000000501f9000001c")]
    [InlineData("0180000000501f9000001c20")]
    [InlineData("0081000000501f9000001c20")]
    public void NatPmp_WhatIsNoRequest_IsNone(string hexadecimal) => Assert.False(NatPmpRequest.TryDecode(Bytes(hexadecimal), out _));

    [Fact]
    public void NatPmp_Answers_AreTheseBytes()
    {
        Assert.Equal("008000000000012ccb007102", Hex(NatPmpResponse.Address(NatPmpResult.Success, 300, Outside)));
        Assert.Equal("008000030000012c00000000", Hex(NatPmpResponse.Address(NatPmpResult.NetworkFailure, 300, null)));
        Assert.Equal(
            "008200000000012c" + "00501f90" + "00001c20",
            Hex(NatPmpResponse.Mapping(NatPmpRequest.MapTcp, NatPmpResult.Success, 300, 80, 8080, 7200)));
        Assert.Equal("00890005" + "0102", Hex(NatPmpResponse.UnsupportedOpcode(Bytes("00090000" + "0102"))));
    }

    [Fact]
    public void Pcp_Map_IsReadAsDrawn()
    {
        Assert.Equal(PcpResult.Success, PcpRequest.Decode(Map, out var request));
        Assert.Equal(
            new PcpRequest(PcpRequest.Map, 3600, IPAddress.Parse("10.1.0.2"))
            {
                Nonce = "0102030405060708090a0b0c",
                Protocol = 17,
                InternalPort = 5000,
                ExternalPort = 5001,
            },
            request);
        Assert.Equal(PcpResult.Success, PcpRequest.Decode(Preferring, out request));
        Assert.True(request!.PreferFailure);
        Assert.Equal(PcpResult.Success, PcpRequest.Decode(Unknown, out request));
        Assert.False(request!.PreferFailure);
        Assert.Equal(PcpResult.Success, PcpRequest.Decode(Announce, out request));
        Assert.Equal(PcpRequest.Announce, request!.Opcode);
    }

    [Theory]
    [InlineData("02", null)]
    [InlineData("0281", null)]
    [InlineData("0101", PcpResult.UnsupportedVersion)]
    [InlineData("0301", PcpResult.UnsupportedVersion)]
    [InlineData("0201", PcpResult.MalformedRequest)]
    [InlineData(MapHeader, PcpResult.MalformedRequest)]
    [InlineData(MapHeader + MapBody + "00", PcpResult.MalformedRequest)]
    [InlineData("0203" + "0000" + "00000e10" + "00000000000000000000ffff0a010002", PcpResult.UnsupportedOpcode)]
    [InlineData(MapHeader + MapBody + "01000010" + "00000000000000000000ffff0a010003", PcpResult.UnsupportedOption)]
    [InlineData(MapHeader + MapBody + "02000004" + "00000000", PcpResult.MalformedOption)]
    [InlineData(MapHeader + MapBody + "02000000" + "02000000", PcpResult.MalformedOption)]
    [InlineData(MapHeader + MapBody + "80000010" + "00000000", PcpResult.MalformedOption)]
    public void Pcp_WrongRequests_HaveTheirResult(string hexadecimal, PcpResult? result)
    {
        Assert.Equal(result, PcpRequest.Decode(Bytes(hexadecimal), out var request));
        Assert.Null(request);
    }

    [Fact]
    public void Pcp_Answers_AreTheseBytes()
    {
        Assert.Equal(PcpResult.Success, PcpRequest.Decode(Preferring, out var request));
        Assert.Equal(
            "02810000" + "00000e10" + "0000012c" + "000000000000000000000000"
            + "0102030405060708090a0b0c" + "11000000" + "13881389" + "00000000000000000000ffffcb007102" + "02000000",
            Hex(PcpResponse.Map(request!, 3600, 300, 5001, Outside)));
        Assert.Equal(
            "02810002" + "00000708" + "0000012c" + "000000000000000000000000" + MapBody,
            Hex(PcpResponse.Failure(Map, PcpResult.NotAuthorized, 1800, 300)));
        Assert.Equal(24, PcpResponse.Failure([1, 1], PcpResult.UnsupportedVersion, 1800, 300).Length);
        Assert.Equal(PcpRequest.Longest, PcpResponse.Failure(new byte[2000], PcpResult.MalformedRequest, 1800, 300).Length);
        Assert.Equal("02800000" + "00000000" + "0000012c" + "000000000000000000000000", Hex(PcpResponse.Announce(300)));
    }

    [Fact]
    public void AnyBytes_AreReadOrRefused_AndAnswered() => Fuzz.Run(
        [AskAddress, AskMapping, Announce, Map, Preferring, Unknown],
        bytes =>
        {
            NatPmpRequest.TryDecode(bytes, out _);
            if (PcpRequest.Decode(bytes, out var request) is { } result && result != PcpResult.Success)
                Assert.Equal(0, PcpResponse.Failure(bytes, result, 30, 1).Length % 4);
            else if (request is { Opcode: PcpRequest.Map })
                Assert.True(PcpResponse.Map(request, 1, 1, 1, Outside).Length is 60 or 64);
        });

    private static byte[] Bytes(string hexadecimal) => Convert.FromHexString(hexadecimal);

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
