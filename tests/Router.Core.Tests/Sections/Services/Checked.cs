using System.Text;
using Router.Documents;
using Router.Features.Composition;
using Router.Features.Configuration;

namespace Router.Core.Tests.Sections.Services;

/// <summary>A router with a line outside and a network inside, with more lines put in, and what the checks say of it.</summary>
internal static class Checked
{
    public const string Policies = "{ lan -> wan: accept, lan -> router: accept, router -> wan: accept }";

    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB8oEqVqaEs2YmDCKH7dcVPkYD9gbvRqoxSDwPCUPMlF a";

    public static string Document(
        string services = "", string policies = Policies, string rest = "", string hostname = "home", string interfaces = "") => $"""
        version: 1
        system:
          hostname: {hostname}
          users:
            anna: {Open}role: admin, keys: ["{Key}"] {Close}
            ben: {Open}role: files, password: !secret ben {Close}
            clara: {Open}role: files, password: !secret ben {Close}
        interfaces:
          wan: {Open}device: eth0, zone: wan, dhcp: true {Close}
          lan: {Open}device: eth1, zone: lan, addresses: [192.168.1.1/24, "2001:db8:1::1/64"] {Close}
        {interfaces}firewall:
          policies: {policies}
          nat: {Open}masquerade: [wan] {Close}
        services: {Open}{services}{Close}
        {rest}
        """;

    private const string Open = "{ ", Close = "}";

    public static string Problems(string document) => Text(Check(document).Problems);

    public static string Advice(string document)
    {
        var reading = Check(document);
        Assert.Equal("", Text(reading.Problems));
        return Text(reading.Advice);
    }

    private static ConfigReading Check(string document) => ConfigValidator.Check(Encoding.UTF8.GetBytes(document), Surroundings.None);

    private static string Text(ValueList<Problem> problems) =>
        string.Join('|', problems.Select(p => $"{p.Path}: {p.Message}{(p.Hint is null ? "" : $" ({p.Hint})")}"));
}
