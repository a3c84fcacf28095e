using Router.Core.State;
using Router.Features.Configuration;
using Router.Features.Dnsmasq;
using Router.Features.FileShares;
using Router.Features.Interfaces;
using Router.Features.Texts;

namespace Router.Features.Tftp.Build;

/// <summary>
/// dnsmasq's TFTP server. All of a transfer goes by its one port: nothing else has to be open, and no helper has to follow it.
/// </summary>
internal sealed class TftpServer : IDnsmasqClient
{
    private const string Root = "/data/tftp";

    public bool Serves(RouterConfig config, string name, InterfaceConfig settings) =>
        settings.Zone is { } zone && config.Services.Tftp is { } tftp && tftp.Zones.Contains(zone);

    /// <summary>The folder of a share is made by the file server.</summary>
    public IEnumerable<ServiceDirectory> Directories(RouterConfig config)
    {
        if (config.Services.Tftp is not { Share: null } tftp)
            yield break;
        yield return new(Root, FileModes.AllFolder, "root:root");
        if (tftp.Root is { } folder)
            yield return new($"{Root}/{folder}", FileModes.AllFolder, "root:root");
    }

    public void Write(FileText<DnsmasqText> text, DnsmasqInput input)
    {
        if (input.Config.Services.Tftp is not { } tftp || Folder(input.Config, tftp) is not { } folder)
            return;
        var links = input.Config.Interfaces
            .Where(i => !i.Value.Loopback && Serves(input.Config, i.Key, i.Value))
            .Select(i => input.Link(i.Key)).OfType<string>().Distinct().ToList();
        if (links.Count == 0)
            return;
        text.AddWords("enable-tftp=").AddWords(string.Join(',', links.Select(link => FileText<DnsmasqText>.Of($"{link}"))));
        text.Add($"\ntftp-root={folder}\n").AddWords("tftp-no-fail\ntftp-single-port\n");
    }

    /// <summary>Null: its share is not there.</summary>
    private static string? Folder(RouterConfig config, TftpConfig tftp)
    {
        var above = tftp.Share is not { } share ? Root
            : config.Services.Files?.Shares.TryGetValue(share, out var settings) == true ? $"{ShareFolders.Root}/{settings.Path}"
            : null;
        return tftp.Root is { } folder && above is not null ? $"{above}/{folder}" : above;
    }
}
