using System.Globalization;
using System.Net;
using Router.Documents.Checks;
using Router.Features.Validation;

namespace Router.Features.Dhcp.Checks;

/// <summary>What hosts are told: a gateway that they reach, options that can be said, files that somebody has.</summary>
internal static class SettingsChecks
{
    private const int TftpServer = 66, BootFile = 67;

    public static void Check(
        ValidationSubject subject, Findings findings, string[] path, HostSettings settings, List<Connected> networks)
    {
        if (settings.Gateway is { } gateway && !gateway.Equals(IPAddress.Any))
        {
            if (networks.Find(n => n.Network.Contains(gateway)) is null)
                findings.Refuse(
                    [.. path, "gateway"], $"{gateway} is not inside {string.Join(" or ", networks.Select(n => n.Network))}",
                    "hosts reach no gateway outside of their network");
            else if (subject.WrongHost(gateway, networks[0].Config.Vrf) is { } wrong)
                findings.Refuse([.. path, "gateway"], $"{gateway} {wrong}", "the address of a router");
        }
        foreach (var (key, addresses) in new[] { ("dns", settings.Dns), ("ntp", settings.Ntp) })
        {
            foreach (var address in addresses)
            {
                if (IPAddress.IsLoopback(address))
                    findings.Refuse([.. path, key, $"{address}"], $"{address} is the host itself", "the address of a server");
                else if (subject.WrongHost(address) is { } wrong)
                    findings.Refuse([.. path, key, $"{address}"], $"{address} {wrong}", "the address of a server");
            }
        }
        foreach (var (number, values) in settings.Options)
        {
            string[] place = [.. path, "options", number.ToString(CultureInfo.InvariantCulture)];
            if (DhcpOptionText.Write(number, values, out var problem) is null)
                findings.Refuse(place, $"option {number} {problem.Message}", problem.Hint);
            else if (number is TftpServer or BootFile && settings.Boot is not null)
                findings.Refuse(place, "boot says the same", "keep one of the two");
        }
        if (settings.Boot is { } boot)
            CheckBoot(subject, findings, [.. path, "boot"], boot);
    }

    private static void CheckBoot(ValidationSubject subject, Findings findings, string[] path, BootConfig boot)
    {
        if (!boot.All.Any())
            findings.Refuse(path, "names no file", "add file, files or ipxe");
        if (boot.Server is { } server && subject.WrongHost(server) is { } wrong)
            findings.Refuse([.. path, "server"], $"{server} {wrong}", "the address of a TFTP server");
        foreach (var (place, file) in boot.All)
        {
            if (boot.Server is null && !DhcpScalars.IsHttp(file))
                findings.Refuse([.. path, .. place], "is a file of no server", "add server, or write a URL");
        }
        foreach (var (machine, file) in boot.Files)
        {
            if (BootMachines.IsHttp(machine) && !DhcpScalars.IsHttp(file))
                findings.Refuse(
                    [.. path, "files", BootMachines.Word(machine)], "such machines take a URL alone",
                    "for example http://10.1.0.9/boot.efi");
        }
    }
}
