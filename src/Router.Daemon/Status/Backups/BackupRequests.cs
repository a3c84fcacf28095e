using Router.Api.Contract;
using Router.Core.Trust;
using Router.Daemon.Backups;
using Router.Daemon.Engine;
using Router.Features.Backups;

namespace Router.Daemon.Status.Backups;

/// <summary>The state of the router as one file.</summary>
internal sealed class BackupRequests(BackupMaker maker, BackupKeeper keeper, IDeviceIdentity identity, Device device) : IHandlers
{
    public IEnumerable<Handler> Handlers =>
    [
        Handler.Logged<Request.MakeBackup>((backup, _) => MakeAsync(backup)),
        Handler.Of<Request.ShowBackup>((_, _) => Status()),
    ];

    private Response.KeptBackup Status()
    {
        var status = keeper.Status;
        if (status.To?.StartsWith(BackupTargets.Server, StringComparison.Ordinal) != true)
            return status;
        using var key = P256.Open(identity.PublicKey);
        return status with { Key = key.PublicSshLine() };
    }

    private async Task<Response> MakeAsync(Request.MakeBackup backup)
    {
        var password = BackupPassword.Of(backup.Password, backup.PasswordSecret, device);
        try
        {
            var made = await maker.MakeAsync();
            return new Response.Backup(
                BackupPlaces.FileName(made.Hostname, password is not null), made.Device, made.Notes,
                password is null ? made.Archive : SaltedCipher.Encrypt(made.Archive, password));
        }
        catch (BackupException exception)
        {
            throw new RefusedException(exception.Message, exception.Hint);
        }
    }
}
