using System.Text;
using Router.Wire.Syslog;

namespace Router.Wire.Tests.Syslog;

/// <summary>RFC 5424 on the wire, and RFC 6587 around it.</summary>
public sealed class SyslogEncodingTests
{
    private static readonly DateTimeOffset Time = new(2026, 11, 23, 14, 3, 11, 42, TimeSpan.FromHours(1));

    [Fact]
    public void Encode_Message_HasAllOfItsHeader() => Assert.Equal(
        "<30>1 2026-11-23T14:03:11.042000+01:00 home dnsmasq 123 - - using nameserver 9.9.9.9",
        Encoded(new SyslogMessage(SyslogMessage.Daemon, SyslogSeverity.Information, "using nameserver 9.9.9.9")
        {
            Time = Time,
            Application = "dnsmasq",
            Process = "123",
        }));

    [Fact]
    public void Encode_WhatIsNotKnown_IsDashes() =>
        Assert.Equal("<8>1 - home - - - - x", Encoded(new SyslogMessage(SyslogMessage.User, SyslogSeverity.Emergency, "x")));

    /// <summary>RFC 5424, 6.2.1: 23 * 8 + 7 is the greatest there is.</summary>
    [Fact]
    public void Encode_LastFacility_IsTheGreatestPriority() =>
        Assert.StartsWith("<191>1 ", Encoded(new SyslogMessage(23, SyslogSeverity.Debug, "x")), StringComparison.Ordinal);

    [Fact]
    public void Encode_HostileFields_StayOneLineAndTheirOwn() => Assert.Equal(
        "<13>1 - aruoter ab - - - one two\u00e6",
        SyslogEncodingText(new SyslogMessage(1, SyslogSeverity.Notice, "one\ntwo\u00e6") { Application = "a\u00e6 \nb" }, "a r\nuoter"));

    [Fact]
    public void Encode_LongFields_AreCut()
    {
        var words = Encoded(new SyslogMessage(1, SyslogSeverity.Notice, "x")
        {
            Application = new string('a', 60),
            Process = new string('p', 200),
        }).Split(' ');
        Assert.Equal((48, 128), (words[3].Length, words[4].Length));
    }

    /// <summary>Wherever it is cut, what is left is UTF-8.</summary>
    [Fact]
    public void Encode_LongText_IsCutBetweenCharacters()
    {
        var message = new SyslogMessage(1, SyslogSeverity.Notice, string.Concat(Enumerable.Repeat("\u00e6\u20ac\U0001F98A", 20)));
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        for (var longest = 60; longest < 120; longest++)
        {
            var bytes = SyslogEncoding.Encode(message, "home", longest);
            Assert.InRange(bytes.Length, longest - 3, longest);
            Assert.StartsWith("<13>1 - home", strict.GetString(bytes), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Frame_Message_HasItsLengthInBytesInFront() =>
        Assert.Equal("3 \u00e6x", Encoding.UTF8.GetString(SyslogEncoding.Frame(Encoding.UTF8.GetBytes("\u00e6x"))));

    private static string Encoded(SyslogMessage message) => SyslogEncodingText(message, "home");

    private static string SyslogEncodingText(SyslogMessage message, string host) =>
        Encoding.UTF8.GetString(SyslogEncoding.Encode(message, host, SyslogEncoding.LongestDatagram));
}
