using System.Text;
using Router.Core.Boards;
using Router.Ctl.Importing;
using Router.Ctl.Importing.OpenWrt;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Features.Interfaces.Ethernet;
using Router.Features.Leds;
using Router.Features.Schedules;
using Router.Features.SystemLog;

namespace Router.Ctl.Tests.Importing;

/// <summary>Where the log goes, lamps, jobs of cron and what ports are told.</summary>
public sealed class ChoreImportTests
{
    private const string Network = "config interface wan\noption device eth0\noption proto dhcp\n"
        + "config interface lan\noption device eth1\noption proto static\noption ipaddr 10.0.0.1/24\n";

    [Fact]
    public void Run_RemoteLog_IsACollector()
    {
        var config = Good(Run(
            "system", "config system\noption log_ip 10.0.0.9\noption log_port 1514\noption log_proto tcp\noption log_size 128\n"));
        var collector = config.System.Log.Collectors["remote"];
        Assert.Equal(
            ("10.0.0.9", 1514, LogTransport.Tcp, LogLevel.Debug),
            (collector.Address, (int)collector.PortOrUsual, collector.Transport, collector.Level));
        Assert.Equal(128 * 1024, config.System.Log.Size);
    }

    [Theory]
    [InlineData("option log_ip 10.0.0.9\noption log_remote 0\n")]
    [InlineData("option log_port 514\noption log_proto udp\n")]
    public void Run_RemoteLogThatIsOff_IsNone(string options)
    {
        var result = Run("system", $"config system\n{options}");
        Assert.Empty(Good(result).System.Log.Collectors);
        Assert.All(result.Entries.Where(entry => entry.Line.File.EndsWith("system", StringComparison.Ordinal)),
            entry => Assert.Equal(Fate.AlwaysSo, entry.Fate));
    }

    [Fact]
    public void Run_Lamps_SayWhatTheyShow()
    {
        var leds = Good(Run("system", """
            config led
              option name WAN
              option sysfs 'green:wan'
              option trigger netdev
              option dev eth0
              option mode 'link tx'
            config led
              option sysfs 'green:power'
              option default 1
            config led
              option sysfs 'green:usb'
              option trigger usbport
            """)).System.Leds;
        Assert.Equal(["green:power", "green:wan"], leds.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((LedTrigger.Netdev, "wan"), (leds["green:wan"].Trigger, leds["green:wan"].Interface));
        Assert.Equal([LedMode.Link, LedMode.Tx], leds["green:wan"].Mode);
        Assert.Equal(LedTrigger.DefaultOn, leds["green:power"].Trigger);
    }

    [Fact]
    public void Run_DeviceOptions_AreThoseOfItsPort()
    {
        var config = Good(Run(
            "network",
            Network + "config device\noption name eth0\noption speed 100\noption duplex 0\noption autoneg 0\noption rxpause 1\n"
            + "option txpause 0\noption gro 0\nconfig globals\noption packet_steering 0\n"));
        var ethernet = config.Interfaces["wan"].Ethernet!;
        Assert.Equal(
            (100, Duplex.Half, false, PauseFrames.Rx), (ethernet.Speed, ethernet.Duplex, ethernet.Autonegotiation, ethernet.Pause));
        Assert.False(ethernet.Offloads["gro"]);
        Assert.All(config.Interfaces.Values, settings => Assert.False(settings.Steering));
    }

    [Fact]
    public void Run_PacketSteering_IsSoWithoutAWord()
    {
        var result = Run("network", Network + "config globals\noption packet_steering 1\n");
        Assert.All(Good(result).Interfaces.Values, settings => Assert.Null(settings.Steering));
        Assert.Equal(Fate.AlwaysSo, result.Entries.Single(e => e.Line.Path.EndsWith("packet_steering", StringComparison.Ordinal)).Fate);
    }

    [Theory]
    [InlineData("30 3 * * * reboot", "reboot at 210 on ")]
    [InlineData("30 4 * * 1,6 sleep 70 && touch /etc/banner && reboot", "reboot at 270 on Monday Saturday")]
    [InlineData("0 5,17 * * mon-wed /sbin/reboot", "reboot at 300 1020 on Monday Tuesday Wednesday")]
    [InlineData("*/15 * * * * /etc/init.d/dnsmasq restart", "restart service dnsmasq every 00:15:00 on ")]
    [InlineData("0 */6 * * 7 /etc/init.d/dropbear restart", "restart service sshd every 06:00:00 on Sunday")]
    public void Run_JobOfCron_IsASchedule(string line, string expected)
    {
        var schedule = Assert.Single(Good(Run("network", Network, "# mine", line)).System.Schedule).Value;
        Assert.Equal(expected, Text(schedule));
    }

    [Theory]
    [InlineData("30 3 1 * * reboot", "days of a month")]
    [InlineData("30 3 * * * wifi down", "shell")]
    [InlineData("*/7 */5 * * * reboot", "")]
    [InlineData("61 3 * * * reboot", "times")]
    [InlineData("30 3 * * 9 reboot", "days")]
    [InlineData("30 3 * *", "no time")]
    [InlineData("@daily reboot", "no time")]
    public void Run_JobOfCronThatCannotBeSaid_IsTold(string line, string why)
    {
        var result = Run("network", Network, line);
        var schedules = Good(result).System.Schedule;
        var entry = Assert.Single(result.Entries, entry => entry.Line.File == OpenWrtFiles.CrontabPath);
        if (why.Length == 0)
        {
            Assert.Equal(45, Assert.Single(schedules).Value.At.Count);
            return;
        }
        Assert.Empty(schedules);
        Assert.Equal(Fate.NotSayable, entry.Fate);
        Assert.Contains(why, entry.Remark, StringComparison.Ordinal);
    }

    private static string Text(ScheduleConfig schedule) =>
        $"{schedule.Command}{(schedule.Every is { } every ? $" every {every}" : $" at {string.Join(' ', schedule.At)}")} on "
        + string.Join(' ', schedule.Days);

    private static ImportResult Run(string name, string text, params string[] crontab) => OpenWrtImport.Run(
        Samples.Files(name == "network" ? [(name, text)] : [("network", Network), (name, text)]) with { Crontab = crontab },
        BoardFacts.None);

    private static RouterConfig Good(ImportResult result)
    {
        var reading = ConfigValidator.Check(Encoding.UTF8.GetBytes(result.Document), Surroundings.None);
        Assert.True(reading.Problems.Count == 0, string.Join('\n', reading.Problems.Select(p => p.ToString("out"))) + result.Document);
        return reading.Config;
    }
}
