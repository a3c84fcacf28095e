using System.Text;
using Router.Documents;
using Router.Documents.Shapes;
using Router.Fleet.Inventories;

namespace Router.Fleet.Tests.Inventories;

public class InventoryTests
{
    [Fact]
    public void Read_Devices_TakeWhatTheyDoNotNameFromTheInventory()
    {
        var (devices, problems) = Read("""
            config: branch.yaml
            user: fleet
            port: 2222
            variables: { country: no, ntp: pool.ntp.org }
            devices:
              oslo: { address: 192.0.2.10, variables: { country: "47" } }
              hub: { address: "2001:db8::1", port: 22, user: root, config: hub.yaml }
            """);
        Assert.Empty(problems);
        var oslo = devices[0].Device;
        Assert.Equal(("192.0.2.10", 2222, "fleet", "branch.yaml"), (oslo.Address, oslo.Port, oslo.User, oslo.Config));
        Assert.Equal("name=oslo country=47 ntp=pool.ntp.org", Words(devices[0]));
        var hub = devices[1].Device;
        Assert.Equal((22, "root", "hub.yaml"), (hub.Port, hub.User, hub.Config));
    }

    [Fact]
    public void Read_NobodySaysWhoLogsInOrWhere_LeavesItToSsh()
    {
        var device = Read("devices: { a: { address: r1 } }\n").Devices[0].Device;
        Assert.Equal((true, true, "admin", 22), (device.UserIsUsual, device.PortIsUsual, device.User, device.Port));
    }

    [Fact]
    public void Read_AddressInAnotherWriting_IsTheUsualOne()
    {
        var devices = Read("devices: { a: { address: '[2001:DB8:0::1]' }, b: { address: ROUTER.example } }\n").Devices;
        Assert.Equal(("2001:db8::1", "router.example"), (devices[0].Device.Address, devices[1].Device.Address));
    }

    [Fact]
    public void Read_Layers_GoOverEachOther()
    {
        var (devices, problems) = Read("""
            config: all.yaml
            variables: { a: top, b: top, c: top, d: top, e: top }
            groups:
              south: { devices: ["r[1:2]"], variables: { b: south, c: south, d: south, e: south }, config: south.yaml }
              big: { board: apu2, variables: { c: big, d: big, e: big } }
            sites:
              oslo: { variables: { d: oslo, e: oslo }, secrets: { psk: { file: "${name}/psk" } } }
            devices:
              r1: { address: 192.0.2.1, groups: [big], site: oslo, variables: { e: own } }
              r2: { address: 192.0.2.2 }
              r3: { address: 192.0.2.3, site: oslo, secrets: { psk: { environment: PSK } } }
            """);
        Assert.Empty(problems);
        Assert.Equal("name=r1 a=top b=south c=big d=oslo e=own", Words(devices[0]));
        Assert.Equal("name=r2 a=top b=south c=south d=south e=south", Words(devices[1]));
        Assert.Equal("name=r3 a=top b=top c=top d=oslo e=oslo", Words(devices[2]));
        Assert.Equal(
            [("south.yaml", "apu2", "south big"), ("south.yaml", null, "south"), ("all.yaml", null, "")],
            devices.Select(device => (device.Device.Config, device.Board, string.Join(' ', device.Groups))));
        Assert.Equal(
            (new SecretSource { File = "r1/psk" }, new SecretSource { Environment = "PSK" }),
            (devices[0].Secrets["psk"], devices[2].Secrets["psk"]));
    }

    [Fact]
    public void Read_Range_IsManyDevicesWithTheirNumbers()
    {
        var (devices, problems) = Read("""
            variables: { lan: "10.${net}.1/24", net: "128.${number}", list: ["${name}.example", { a: "${number}" }] }
            devices: { "branch[08:10]-x": { address: "10.0.0.${number}" } }
            """);
        Assert.Empty(problems);
        Assert.Equal(
            ["branch08-x 10.0.0.8", "branch09-x 10.0.0.9", "branch10-x 10.0.0.10"],
            devices.Select(device => $"{device.Name} {device.Device.Address}"));
        Assert.Equal(
            "name=branch09-x number=9 lan=10.128.9.1/24 net=128.9 list=[branch09-x.example, { a: 9 }]", Words(devices[1]));
    }

    [Theory]
    [InlineData("a[1:2]", null)]
    [InlineData("a[01:99]b", null)]
    [InlineData("a[2:1]", "ends before it begins")]
    [InlineData("a[1:2][3:4]", "is not a range")]
    [InlineData("a[x:y]", "is not a range")]
    [InlineData("a[1]", "is not a range")]
    [InlineData("a[1:99999]", "more than 10000 devices")]
    public void Range_Text_IsCheckedBeforeItIsExpanded(string text, string? problem)
    {
        if (problem is null)
            Assert.Null(HostRange.Check(text));
        else
            Assert.Contains(problem, HostRange.Check(text));
    }

    [Fact]
    public void Read_Mistakes_AreAllFoundWithTheirPlace()
    {
        var (_, problems) = Read("""
            devices:
              oslo: { adress: 192.0.2.10 }
              -x: { address: "-oProxyCommand=x" }
              hub: { address: hub.example, port: 70000 }
            """);
        Assert.Equal(
            [(2, "devices oslo"), (2, "devices oslo adress"), (3, "devices -x"), (3, "devices -x address"), (4, "devices hub port")],
            problems.Select(p => (p.Line, p.Path)));
    }

    [Fact]
    public void Read_WhatDoesNotGoTogether_IsAllFoundWithItsPlace()
    {
        var (_, problems) = Read("""
            types: { lan: interface-address, id: number 1-9, hubs: list of address }
            variables: { hubs: [10.0.0.1, nobody], round: "${about}", about: "${round}" }
            groups:
              none: { devices: [nobody*] }
            devices:
              "r[1:3]": { address: "10.0.0.${number}", variables: { lan: "10.0.0.0" } }
              r2: { address: 10.0.0.9, groups: [other], site: moon }
              r7: { address: 10.0.0.3, variables: { id: 12, x: "${y}" }, secrets: { psk: { file: a, gpg: b } } }
              r8: { address: "r8.${nowhere}" }
            """);
        var text = string.Join('\n', problems.Select(problem => $"{problem.Line} {problem.Message}"));
        foreach (var expected in new[]
        {
            "2 hubs: 'nobody' is no address (r1)", "2 round needs about needs round: a circle (r1)", "4 no device matches nobody*",
            "6 lan: '10.0.0.0' is no interface-address (r3)", "7 r2 is there already, by r[1:3]", "7 there is no group other",
            "7 there is no site moon", "8 id: '12' is no number from 1 to 9 (r7)", "8 there is no variable y (r7)",
            "r3 and r7 have the same address: 10.0.0.3 port 22", "the secret psk of r7 has 2 sources",
            "9 there is no variable nowhere (r8)",
        })
            Assert.Contains(expected, text);
    }

    [Theory]
    [InlineData("text", "anything", true)]
    [InlineData("number 1-5", "5", true)]
    [InlineData("number 1-5", "6", false)]
    [InlineData("number", "x", false)]
    [InlineData("switch", "true", true)]
    [InlineData("switch", "yes", false)]
    [InlineData("address", "10.0.0.1", true)]
    [InlineData("address", "10.1", false)]
    [InlineData("address", "2001:db8::1", true)]
    [InlineData("interface-address", "10.0.0.1/33", false)]
    [InlineData("interface-address", "2001:db8::1/64", true)]
    [InlineData("network", "10.0.0.0/24", true)]
    [InlineData("network", "10.0.0.1/24", false)]
    [InlineData("host", "a b", false)]
    [InlineData("list of number", "1", false)]
    [InlineData("map", "1", false)]
    public void Type_Value_FitsOrNot(string type, string value, bool fits) =>
        Assert.Equal(fits, VariableType.Parse(type, out _)!.Check(new PlainValue.Text(value)) is null);

    [Theory]
    [InlineData("", "r1 r2 r3 hub1 hub2")]
    [InlineData("r1", "r1")]
    [InlineData("r* not r2", "r1 r3")]
    [InlineData("r[1:2]", "r1 r2")]
    [InlineData("hubs @first", "r1 hub1 hub2")]
    [InlineData("hubs,r3", "r3 hub1 hub2")]
    [InlineData("not hubs", "r1 r2 r3")]
    [InlineData("not hubs not @first", "r2 r3")]
    [InlineData("all and hubs and tag:first", "hub1")]
    [InlineData("r* and not site:oslo", "r1 r3")]
    [InlineData("group:hubs", "hub1 hub2")]
    public void Selector_Words_ChooseInTheOrderOfTheInventory(string words, string expected) =>
        Assert.Equal(expected, string.Join(' ', DeviceSelector.Select(Some, [words]).Select(device => device.Name)));

    [Theory]
    [InlineData("r9", "'r9' is no device, group or tag here")]
    [InlineData("r1 x*", "'x*' is no device, group or tag here")]
    [InlineData("r1 not", "there is nothing behind not")]
    [InlineData("group:r1", "'group:r1' is no device, group or tag here")]
    public void Selector_WordThatMeansNothing_IsTold(string words, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => DeviceSelector.Select(Some, [words])).Message);

    private static ValueList<FleetDevice> Some => Read("""
        groups: { hubs: {} }
        sites: { oslo: {} }
        devices:
          r1: { address: 10.0.0.1, tags: [first] }
          r2: { address: 10.0.0.2, site: oslo }
          r3: { address: 10.0.0.3 }
          hub1: { address: 10.0.1.1, groups: [hubs], tags: [first] }
          hub2: { address: 10.0.1.2, groups: [hubs] }
        """).Devices;

    [Theory]
    [InlineData("oslo", "oslo", 22, "admin")]
    [InlineData("root@10.0.0.1:2222", "10.0.0.1", 2222, "root")]
    [InlineData("2001:db8::1", "2001:db8::1", 22, "admin")]
    [InlineData("anna@[2001:db8::1]:22022", "2001:db8::1", 22022, "anna")]
    [InlineData("ssh://oslo", "oslo", 22, "admin")]
    [InlineData("ssh://root@OSLO.example:2222/", "oslo.example", 2222, "root")]
    [InlineData("ssh://anna@[2001:DB8:0:0:0:0:0:1]", "2001:db8::1", 22, "anna")]
    [InlineData("[0:0:0:0:0:0:0:1]:2222", "::1", 2222, "admin")]
    [InlineData("fe80:0::1%eth0", "fe80::1%eth0", 22, "admin")]
    [InlineData("127.1", "127.0.0.1", 22, "admin")]
    public void Device_Text_IsUserHostAndPort(string text, string host, int port, string user) =>
        Assert.Equal(
            new Device(text, host, port, user),
            Device.Parse(text, "admin")! with { UserIsUsual = false, PortIsUsual = false });

    [Theory]
    [InlineData("")]
    [InlineData("@host")]
    [InlineData("host:0")]
    [InlineData("host:ssh")]
    [InlineData("[::1]x")]
    [InlineData("-oProxyCommand=x")]
    [InlineData("two words")]
    [InlineData("ssh://")]
    [InlineData("ssh://oslo/path")]
    [InlineData("http://root@oslo")]
    [InlineData("root:secret@oslo")]
    [InlineData("-lroot@oslo")]
    [InlineData("a@b@oslo")]
    public void Device_OtherText_IsNone(string text) => Assert.Null(Device.Parse(text, "admin"));

    private static string Words(FleetDevice device) =>
        string.Join(' ', device.Variables.Select(variable => $"{variable.Key}={variable.Value}"));

    private static (ValueList<FleetDevice> Devices, ValueList<Problem> Problems) Read(string text) =>
        InventoryDevices.Read(Encoding.UTF8.GetBytes(text));
}
