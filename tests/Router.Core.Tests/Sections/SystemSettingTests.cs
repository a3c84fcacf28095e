using Router.Core.Flows;
using Router.Core.State;
using Router.Core.Tests.State;
using Router.Documents.Editing;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Features.SystemSettings;
using Router.Features.SystemSettings.Build;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Sections;

/// <summary><c>system</c>: domain, settings of the kernel, connections; hashes of passwords, and passwords over SSH.</summary>
public sealed class SystemSettingTests
{
    private const string Hash =
        "$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1";

    [Theory]
    [InlineData(
        "system sysctl net.ipv4.ip_forward 0",
        "system sysctl net.ipv4.ip_forward: net.ipv4.ip_forward is set elsewhere: the router always forwards; firewall policies say what (delete it here)")]
    [InlineData(
        "system sysctl net.netfilter.nf_conntrack_max 9",
        "system sysctl net.netfilter.nf_conntrack_max: net.netfilter.nf_conntrack_max is set elsewhere: system conntrack says it (delete it here)")]
    [InlineData(
        "system sysctl kernel.core_pattern x",
        "system sysctl kernel.core_pattern: kernel.core_pattern is set elsewhere: who sets it runs programs as root (delete it here)")]
    [InlineData(
        "system sysctl vm.swapiness 10",
        "system sysctl vm.swapiness: there is no setting of the kernel that is known to be safe vm.swapiness (did you mean vm.swappiness?)")]
    [InlineData("system sysctl vm.swappiness 300", "system sysctl vm.swappiness: 300 is not a number from 0 to 200 (choose another value)")]
    [InlineData("system sysctl vm.swappiness 010", "system sysctl vm.swappiness: 010 is not a number from 0 to 200 (choose another value)")]
    [InlineData("system conntrack udp 0s", "system conntrack udp: no time at all forgets each connection at once (say 1s or more)")]
    [InlineData(
        "system users anna password !secret one;system users anna password-hash !secret two",
        "system users anna password-hash: the user has a password already (keep one of password and password-hash)")]
    [InlineData(
        "system users nobody-else role files;system users nobody-else password-hash !secret two",
        "system users nobody-else password-hash: file shares need the password itself (use password, or another role)")]
    public void Validate_Wrong_SaysWhatAndHow(string lines, string expected) =>
        Assert.Equal(expected, TypedLines.Problems(TypedLines.Into("minimal.yaml", lines)));

    [Fact]
    public void Build_Settings_AreSysctls()
    {
        var sysctls = Desired(
            """
            system:
              conntrack: { max: 262144, tcp-established: 1d, udp: 45s, icmp: 20s }
              sysctl: { net.core.rmem_max: 4194304, net.ipv4.ip_local_port_range: 20000 60999, net.ipv4.tcp_congestion_control: bbr }
            """).Sysctls;
        Assert.Equal("262144", sysctls["net.netfilter.nf_conntrack_max"]);
        Assert.Equal("86400", sysctls["net.netfilter.nf_conntrack_tcp_timeout_established"]);
        Assert.Equal("45", sysctls["net.netfilter.nf_conntrack_udp_timeout"]);
        Assert.Equal("20", sysctls["net.netfilter.nf_conntrack_icmpv6_timeout"]);
        Assert.False(sysctls.ContainsKey("net.netfilter.nf_conntrack_udp_timeout_stream"));
        Assert.Equal("20000\t60999", sysctls["net.ipv4.ip_local_port_range"]);
        Assert.Equal("bbr", sysctls["net.ipv4.tcp_congestion_control"]);
    }

    /// <summary>Everything that the router sets by itself is refused by name, so that nobody sets it twice.</summary>
    [Fact]
    public void Names_OfTheList_AreNobodyElses()
    {
        var own = Desired("system: { conntrack: { max: 262144, udp: 45s } }").Sysctls.Keys;
        Assert.All(own, name => Assert.NotNull(SysctlNames.Owner(name)));
        Assert.All(SysctlNames.All, name => Assert.Null(SysctlNames.Owner(name)));
    }

    /// <summary>A scratch namespace is on the same machine: what is the machine's is not tried out there.</summary>
    [Fact]
    public void StandIns_LeaveTheWholeMachineAlone()
    {
        var desired = Desired(
            "system: { sysctl: { vm.swappiness: 5, net.core.rmem_max: 4194304, net.ipv4.tcp_ecn: 1 }, conntrack: { max: 262144 } }");
        var sysctls = StandIns.Of(desired, Learned.Nothing).Sysctls;
        Assert.Equal("1", sysctls["net.ipv4.tcp_ecn"]);
        Assert.DoesNotContain(sysctls.Keys, key => key.StartsWith("vm.", StringComparison.Ordinal)
            || key.StartsWith("net.core.", StringComparison.Ordinal) || key.StartsWith("net.netfilter.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("system: { hostname: home, domain: example.net }", "127.0.1.1 home.example.net home")]
    [InlineData(
        "system: { hostname: home, domain: example.net }\nservices: { dns: { domain: home.arpa } }", "127.0.1.1 home.example.net home")]
    [InlineData("system: { hostname: home }\nservices: { dns: { domain: home.arpa } }", "127.0.1.1 home.home.arpa home")]
    public void Build_Domain_IsTheRestOfTheName(string document, string expected) =>
        Assert.Contains(expected, File(document, "@system", "/etc/hosts"), StringComparison.Ordinal);

    [Fact]
    public void Build_Hash_StandsInTheShadowFileAsItIs()
    {
        var shadow = File("system: { users: { anna: { role: admin, password-hash: !secret anna } } }", "@accounts", "/etc/shadow", Hash);
        Assert.Contains($"anna:{Hash}:1:", shadow, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hunter2")]
    [InlineData("$1$salt$5v8Qb1cXo8YQnW1z8kZ3a.")]
    [InlineData("$6$salt$short")]
    [InlineData("$6$salt:x$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjlO/O817G3uBnIFNjnQJuesI68OTLiBFdcbYEdFCoEOfaS35inz1")]
    public void Hash_ThatIsNone_IsRefused(string text) => Assert.NotNull(CryptHash.Wrong(text));

    [Theory]
    [InlineData("{ zones: [lan], passwords: true }", "AuthenticationMethods any\nPasswordAuthentication yes\n", true)]
    [InlineData("{ zones: [lan] }", "AuthenticationMethods publickey\nPasswordAuthentication no\n", false)]
    public void Build_SshWithPasswords_RunsForThoseWhoHaveOne(string ssh, string expected, bool running)
    {
        var document = "system: { users: { anna: { role: admin, password-hash: !secret anna } } }\n"
            + $"interfaces: {{ lan: {{ device: eth0, zone: lan }} }}\nservices: {{ ssh: {ssh} }}";
        Assert.Contains(expected, File(document, "sshd", "/etc/ssh/sshd_config", Hash), StringComparison.Ordinal);
        Assert.Equal(running, Desired(document, Hash).Services.Single(service => service.Name == "sshd").Running);
    }

    [Fact]
    public void Advise_Passwords_SaysWhatTheyAre() => Assert.Contains(
        ConfigValidator.Check(TypedLines.Into("home.yaml", "services ssh passwords true").Reading, Surroundings.None).Advice,
        advice => advice.Path == "services ssh passwords" && advice.Message == "whoever reaches the port may guess passwords");

    private static DesiredState Desired(string document, string? secret = null)
    {
        var kernel = FakeKernel.WithPorts(1);
        var context = Example.Context(kernel.State);
        return DesiredStateBuilder.Build(
            Example.Read($"version: 2\n{document}\n"),
            secret is null ? context : context with { Secrets = new MemorySecrets(("anna", secret)) }).State!;
    }

    private static string File(string document, string service, string path, string? secret = null) =>
        Desired(document, secret).Services.Single(s => s.Name == service).Files.Single(file => file.Path == path).Content;
}
