using Router.Daemon.Logs;
using Router.Wire.Syslog;

namespace Router.Daemon.Tests.Logs;

/// <summary>Lines as BusyBox 1.36's syslogd wrote them.</summary>
public sealed class SystemLogLineTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.FromHours(1));

    [Theory]
    [InlineData(
        "Nov 23 14:03:11 home daemon.info dnsmasq[123]: reading /etc/hosts", 3, SyslogSeverity.Information, "dnsmasq", "123",
        "reading /etc/hosts")]
    [InlineData(
        "Nov  3 14:03:11 home authpriv.warn sshd[7]: Failed: no key", 10, SyslogSeverity.Warning, "sshd", "7", "Failed: no key")]
    [InlineData("Nov 23 14:03:11 home user.notice root: hello", 1, SyslogSeverity.Notice, "root", null, "hello")]
    [InlineData("Nov 23 14:03:11 home local7.emerg words without a tag", 23, SyslogSeverity.Emergency, null, null, "words without a tag")]
    [InlineData("Nov 23 14:03:11 home 0x99.42 x: y", 1, SyslogSeverity.Notice, "x", null, "y")]
    public void Parse_Line_HasItsParts(
        string line, int facility, SyslogSeverity severity, string? application, string? process, string text)
    {
        var message = SystemLogLine.Parse(line, Now);
        Assert.Equal((facility, severity, application, process, text),
            (message.Facility, message.Severity, message.Application, message.Process, message.Text));
        Assert.Equal((11, 14, Now.Offset), (message.Time!.Value.Month, message.Time.Value.Hour, message.Time.Value.Offset));
    }

    [Fact]
    public void Parse_DecemberInJanuary_IsOfTheYearBefore()
    {
        var january = new DateTimeOffset(2027, 1, 1, 0, 1, 0, TimeSpan.Zero);
        Assert.Equal(2026, SystemLogLine.Parse("Dec 31 23:59:59 home daemon.info x: y", january).Time!.Value.Year);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Nov")]
    [InlineData("no stamp at all, and longer than one")]
    public void Parse_NoForm_IsTextOfNobody(string line)
    {
        var message = SystemLogLine.Parse(line, Now);
        Assert.Equal((line, null, null), (message.Text, message.Time, message.Application));
    }
}
