using Router.Core.Shapes;
using Router.Documents.Shapes;

namespace Router.Features.Backups;

internal static class BackupShape
{
    private static readonly ScalarShape<BackupTarget> Target = new(
        "place of backups", BackupTargets.TryParse, target => target.ToString())
    { ExampleText = "LABEL=BACKUP/routers" };

    public static readonly RecordShape<BackupConfig> Shape = new RecordShape<BackupConfig>(
            "backup", "The state of the router as one file, kept after each commit that is confirmed.",
            () => new() { To = new BackupTarget.Folder("") })
        .With("to", Target, b => b.To, (b, v) => b with { To = v },
            "A stick by its label (LABEL=NAME/FOLDER), mounted while it is written; a folder that is mounted (/media/usb); or a folder of a"
            + " server (sftp://USER@HOST/FOLDER), which the router logs in to with the key that 'show backup' prints."
            + " NAME.apkovl.tar.gz in it is always the last one.", required: true)
        .With("host-key", NameScalars.PublicKey, b => b.HostKey, (b, v) => b with { HostKey = v },
            "Of a server: its public key, as 'ssh-keyscan HOST' prints it behind the name. Another one is not written to.")
        .WithValue("password", SecretShape.Shape, b => b.Password, (b, v) => b with { Password = v },
            "Encrypts it as Alpine's lbu does (aes-256-cbc); long and random, for that cipher is quickly tried.");
}
