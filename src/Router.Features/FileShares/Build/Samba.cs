using System.Text;
using Router.Core.Crypto;
using Router.Core.State;
using Router.Documents;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.SystemSettings;
using Router.Features.Texts;

namespace Router.Features.FileShares.Build;

/// <summary>smbd alone, SMB 2.1 and newer, users with passwords, no guests. Passwords are a file like every other.</summary>
internal static class Samba
{
    /// <summary>02770: what is made inside belongs to the group.</summary>
    private const int Shared = (2 << 9) | (7 << 6) | (7 << 3);

    /// <summary>02775: everybody may read, as by TFTP everybody does.</summary>
    private const int Public = Shared | 5;

    public const ushort Port = 445, NetbiosPort = 139;

    public static DesiredService Build(RouterConfig config, Topology topology, BuildContext context, List<Problem> problems)
    {
        var files = config.Services.Files;
        return new DesiredService
        {
            Name = "samba",
            PidFile = "/run/samba/smbd.pid",
            Running = files is not null,
            OnChange = ServiceChange.Restart,
            SessionPorts = [Port],
            Check = ["testparm", "-s", "{0}"],
            Owns = ["/etc/samba/smb.conf", "/etc/samba/smbpasswd"],
            Files = files is null
                ? []
                :
                [
                    new("/etc/samba/smb.conf", Text(config, files, topology)),
                    new(
                        "/etc/samba/smbpasswd", Passwords(config, files, context, problems),
                        FileModes.OwnerOnly, "root:root", Secret: true),
                ],
            Directories =
            [
                new(ShareFolders.Root, FileModes.AllFolder, "root:root"),
                new("/run/samba", FileModes.AllFolder, "root:root"),
                new("/var/lib/samba/private", FileModes.AllFolder, "root:root"),
                new("/var/cache/samba", FileModes.AllFolder, "root:root"),
                new("/var/log/samba", FileModes.AllFolder, "root:root"),
                .. (files?.Shares ?? ValueMap<string, ShareConfig>.Empty).Select(
                    share => new ServiceDirectory(
                        $"{ShareFolders.Root}/{share.Value.Path}", IsPublic(config, share.Key) ? Public : Shared, "root:router-files")),
            ],
        };
    }

    private static string Text(RouterConfig config, FilesConfig files, Topology topology)
    {
        var links = ListeningZones.Of(config, files).SelectMany(topology.Members).Distinct();
        var text = new FileText<SambaText>().Add(
            $"""
            [global]
            workgroup = {files.Workgroup}
            netbios name = {FilesConfig.NetbiosName(config.System.Hostname)}
            server string = {config.System.Hostname}
            server role = standalone server
            disable netbios = yes
            smb ports = 445
            server min protocol = SMB2_10
            interfaces = lo {links}
            bind interfaces only = yes
            passdb backend = smbpasswd:/etc/samba/smbpasswd
            smb passwd file = /etc/samba/smbpasswd
            map to guest = never
            load printers = no
            printcap name = /dev/null
            disable spoolss = yes
            max smbd processes = 50
            dos charset = ASCII
            logging = file
            log file = /var/log/samba/log.smbd
            max log size = 512
            pid directory = /run/samba
            lock directory = /run/samba
            state directory = /var/lib/samba
            cache directory = /var/cache/samba
            private dir = /var/lib/samba/private

            """);
        foreach (var (share, settings) in files.Shares)
            AddShare(text, share, settings, IsPublic(config, share));
        return text.ToString();
    }

    private static void AddShare(FileText<SambaText> text, string name, ShareConfig share, bool isPublic)
    {
        text.Add($"\n[{name}]\n");
        if (share.Comment is not null)
            text.Add($"comment = {share.Comment}\n");
        text.Add($"path = {ShareFolders.Root}/{share.Path}\n");
        AddAccess(text, share);
        text.Add(
            $"""
            read only = yes
            write list = {share.Write}
            force group = router-files

            """);
        text.AddWords(isPublic ? "create mask = 0664\ndirectory mask = 2775\n" : "create mask = 0660\ndirectory mask = 2770\n");
    }

    /// <summary>Its files go out by TFTP.</summary>
    private static bool IsPublic(RouterConfig config, string share) => config.Services.Tftp?.Share == share;

    /// <summary>Samba takes an empty list of users for everybody.</summary>
    private static void AddAccess(FileText<SambaText> text, ShareConfig share)
    {
        if (share.Read.Count + share.Write.Count == 0)
            text.AddWords("available = no\n");
        else
            text.Add($"valid users = {share.Read.Concat(share.Write).Distinct()}\n");
    }

    private static string Passwords(RouterConfig config, FilesConfig files, BuildContext context, List<Problem> problems)
    {
        var text = new StringBuilder();
        var users = files.Shares.Values.SelectMany(share => share.Read.Concat(share.Write)).Distinct().Order(StringComparer.Ordinal);
        foreach (var user in users)
        {
            if (!config.System.Users.TryGetValue(user, out var account) || account.Password is not { } reference)
                continue;
            if (Secrets.Find(context, reference, $"system users {user} password", problems) is { } password)
                text.Append($"{user}:{UserIds.Of(user)}:{new string('X', 32)}:{NtHash.Of(password)}:[U          ]:LCT-00000001:\n");
        }
        return text.ToString();
    }
}
