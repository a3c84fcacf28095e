using System.Net;
using Router.Features.Dnsmasq;
using Router.Features.Texts;

namespace Router.Features.Dhcp.Build;

/// <summary>What hosts are told, as dnsmasq's options. What comes later in its file counts before what came earlier.</summary>
internal static class HostAnswers
{
    /// <summary>No name of a link has a slash, and links are tags too.</summary>
    private const string Machine = "machine/";

    /// <param name="text">The file.</param>
    /// <param name="tags">Of the hosts: <c>tag:eth1</c>.</param>
    /// <param name="settings">What they are told.</param>
    /// <param name="domain">It has no line of its own.</param>
    public static void Write(FileText<DnsmasqText> text, string tags, HostSettings settings, bool domain)
    {
        if (settings.Gateway is { } gateway)
            Option(gateway.Equals(IPAddress.Any) ? "option:router" : $"option:router,{gateway}");
        if (settings.Dns.Count > 0)
            Option($"option:dns-server,{string.Join(',', settings.Dns)}");
        if (domain && settings.Domain is { } name)
            Option($"option:domain-name,{name}");
        if (settings.Search.Count > 0)
            Option($"option:domain-search,{string.Join(',', settings.Search)}");
        if (settings.Ntp.Count > 0)
            Option($"option:ntp-server,{string.Join(',', settings.Ntp)}");
        if (settings.Wpad is { } wpad)
            text.AddWords($"dhcp-option={tags},252,").AddWords(FileText<DnsmasqQuoted>.Of($"\"{wpad}\"\n"));
        foreach (var (number, values) in settings.Options)
        {
            // A value that the checks refuse is left out.
            if (DhcpOptionText.Write(number, values, out _) is { } written)
                Option($"{number},{written}");
        }
        if (settings.Boot is { } boot)
            Boot(text, tags, boot);

        void Option(string words) => text.AddWords($"dhcp-option={tags},{FileText<DnsmasqLine>.Of($"{words}")}\n");
    }

    /// <summary>Machines that are told apart, by tags that are everybody's.</summary>
    public static void WriteMachines(FileText<DnsmasqText> text, IEnumerable<BootConfig> boots)
    {
        var all = boots.ToList();
        foreach (var machine in all.SelectMany(boot => boot.Files.Keys).Distinct().Order())
        {
            foreach (var number in BootMachines.Numbers(machine))
                text.Add($"dhcp-match=set:{Machine}{BootMachines.Word(machine)},option:client-arch,{number}\n");
        }
        if (all.Exists(boot => boot.Ipxe is not null))
            text.AddWords("dhcp-match=set:machine/ipxe,175\n");
    }

    private static void Boot(FileText<DnsmasqText> text, string tags, BootConfig boot)
    {
        if (boot.File is { } file)
            File(tags, file);
        foreach (var (machine, own) in boot.Files)
        {
            var both = $"{tags},tag:{Machine}{BootMachines.Word(machine)}";
            File(both, own);
            if (BootMachines.IsHttp(machine))
                text.AddWords($"dhcp-option-force={both},60,HTTPClient\n");
        }
        if (boot.Ipxe is { } script)
            File($"{tags},tag:{Machine}ipxe", script);

        void File(string of, string name)
        {
            text.AddWords($"dhcp-boot={of},").Add($"{name}");
            text.AddWords(boot.Server is { } server ? $",,{server}\n" : "\n");
        }
    }
}
