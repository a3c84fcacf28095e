using System.Text;
using Router.Documents;
using Router.Fleet.Inventories;

namespace Router.Fleet.Tests.Inventories;

public class InventoryTests
{
    [Fact]
    public void Read_Devices_TakeWhatTheyDoNotNameFromTheInventory()
    {
        var (inventory, problems) = Read("""
            config: branch.yaml
            user: fleet
            port: 2222
            variables: { country: no, ntp: pool.ntp.org }
            devices:
              oslo: { address: 192.0.2.10, variables: { country: "47" } }
              hub: { address: "2001:db8::1", port: 22, user: root, config: hub.yaml }
            """);
        Assert.Empty(problems);
        var oslo = inventory!.Find("oslo")!;
        Assert.Equal(("192.0.2.10", 2222, "fleet", "branch.yaml"), (oslo.Address, oslo.Port, oslo.User, oslo.Config));
        Assert.Equal(("oslo", "47", "pool.ntp.org"), (oslo.Variables["name"], oslo.Variables["country"], oslo.Variables["ntp"]));
        var hub = inventory.Find("hub")!;
        Assert.Equal((22, "root", "hub.yaml"), (hub.Port, hub.User, hub.Config));
        Assert.Null(inventory.Find("paris"));
    }

    [Fact]
    public void Find_AddressInAnotherWriting_IsTheUsualOne()
    {
        var inventory = Read("devices: { a: { address: '[2001:DB8:0::1]' }, b: { address: ROUTER.example } }\n").Inventory!;
        Assert.Equal(("2001:db8::1", "router.example"), (inventory.Find("a")!.Address, inventory.Find("b")!.Address));
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
        Assert.Equal(new Device(text, host, port, user), Device.Parse(text, "admin"));

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

    [Fact]
    public void Fill_Variables_StandForTheirValues()
    {
        var (text, problems) = Template.Fill("name: ${name} $${name} cost: 5$\n", Variables);
        Assert.Equal("name: oslo ${name} cost: 5$\n", text);
        Assert.Empty(problems);
    }

    [Fact]
    public void Fill_UnknownVariable_IsAProblemAtItsPlace()
    {
        var (_, problems) = Template.Fill("a: ${name}\nb: x${wan}\nc: ${", Variables);
        Assert.Equal([(2, 5), (3, 4)], problems.Select(p => (p.Line, p.Column)));
        Assert.Contains("wan", problems[0].Message);
    }

    private static readonly ValueMap<string, string> Variables = ValueMap<string, string>.Empty.With("name", "oslo");

    private static (Inventory? Inventory, ValueList<Problem> Problems) Read(string text) => Inventory.Read(Encoding.UTF8.GetBytes(text));
}
