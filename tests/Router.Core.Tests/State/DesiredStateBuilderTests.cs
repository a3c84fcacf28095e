using Router.Core.State;
using Router.Features.Building;
using Router.Features.Composition;
using Router.Testing.Kernel;

namespace Router.Core.Tests.State;

public class DesiredStateBuilderTests
{
    [Theory]
    [InlineData(
        "wan: { device: \"mac:52:54:00:99:99:99\" }", "interfaces wan device", "no port has the hardware address 52:54:00:99:99:99")]
    [InlineData("wan: { device: eth7 }", "interfaces wan device", "there is no port eth7")]
    [InlineData("wan: { device: \"@dsl\" }", "interfaces wan device", "board test has no port with the role dsl")]
    [InlineData("wan: { device: \"@lan\" }", "interfaces wan device", "@lan is 2 ports here: eth1, eth2")]
    [InlineData("wan: { device: \"path:pci-0000:00:09.0\" }", "interfaces wan device", "no port is plugged in at pci-0000:00:09.0")]
    [InlineData(
        "a: { device: eth1 }\n  b: { device: \"mac:52:54:00:00:00:01\" }",
        "interfaces b device",
        "port eth1 belongs to interface a already")]
    [InlineData("eth1: { bridge: [eth2] }", "interfaces eth1", "this device has a port eth1 already, which is no bridge")]
    public void Build_PortThatCannotBeMatched_IsAProblemWithItsPath(string links, string path, string message)
    {
        var problem = Assert.Single(Build(links).Problems);
        Assert.Equal((path, message), (problem.Path, problem.Message));
        Assert.NotNull(problem.Hint);
    }

    [Fact]
    public void Build_RoleWithFewerPortsThanTheBoardKnows_IsThosePorts()
    {
        var config = Example.Read("version: 1\ninterfaces:\n  lan: { bridge: [\"@lan\"] }\n");
        var state = DesiredStateBuilder.Build(config, Example.Context(FakeKernel.WithPorts(2).State)).State!;
        Assert.Equal("lan", state.Links["eth1"].Master);
        Assert.False(state.Links.ContainsKey("eth2"));
    }

    [Fact]
    public void Build_BridgeThatIsThereAlready_IsNoPort()
    {
        var kernel = FakeKernel.WithPorts(3);
        var bridge = new ObservedLink
        {
            Name = "lan",
            Index = 9,
            Kind = LinkKind.Bridge,
            Settings = new Core.State.Links.BridgeLink(false),
            Mtu = 1500,
            Up = true,
            Alias = ObservedLink.OwnAlias
        };
        kernel = new FakeKernel(kernel.State with { Links = kernel.State.Links.With("lan", bridge) });
        var result = DesiredStateBuilder.Build(
            Example.Read("version: 1\ninterfaces:\n  lan: { bridge: [eth1] }\n  x: { device: lan }\n"), Example.Context(kernel.State));
        Assert.Equal("there is no port lan", Assert.Single(result.Problems).Message);
    }

    [Fact]
    public void Build_AtBootWithoutAPort_LeavesOutTheInterfaceAndItsRoutes()
    {
        var config = Example.Read(
            "version: 1\ninterfaces:\n  lan: { device: eth1, addresses: [10.1.0.1/24] }\n  usb: { device: eth9, addresses: [10.2.0.1/24] }\nroutes:\n  10.7.0.0/16: { via: 10.1.0.9 }\n  10.8.0.0/16: { via: 10.2.0.9 }\n  10.9.0.0/16: { interface: usb }\n");
        var context = Example.Context(FakeKernel.WithPorts(3).State) with { Partial = true };
        var state = DesiredStateBuilder.Build(config, context).State!;
        Assert.Equal(["eth1"], state.Links.Keys);
        Assert.Equal("10.7.0.0/16", $"{Assert.Single(state.Routes).Destination}");
    }

    [Fact]
    public void Build_SecretThatIsNotThere_IsAProblemWithItsPath()
    {
        var config = Example.File("home.yaml");
        var context = Example.Context(FakeKernel.WithPorts(3).State) with { Secrets = new MemorySecrets() };
        var problem = Assert.Single(DesiredStateBuilder.Build(config, context).Problems);
        Assert.Equal(("system users guest-nas password", "there is no secret guest-nas on this device"), (problem.Path, problem.Message));
    }

    [Fact]
    public void Build_UserNamedLikeAnAccountOfTheImage_IsAProblem()
    {
        var context = Example.Context(FakeKernel.WithPorts(3).State);
        context =
            context with { Accounts = context.Accounts with { Passwd = $"{context.Accounts.Passwd}anna:x:200:200::/:/sbin/nologin\n" } };
        var problem = Assert.Single(DesiredStateBuilder.Build(Example.File("home.yaml"), context).Problems);
        Assert.Equal("system users anna", problem.Path);
    }

    private static BuildResult Build(string links) => DesiredStateBuilder.Build(
        Example.Read($"version: 1\ninterfaces:\n  {links}\n"), Example.Context(FakeKernel.WithPorts(3).State));
}
