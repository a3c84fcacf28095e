using System.Text;
using Router.Api.Contract;
using Router.Daemon.Backups;
using Router.Daemon.Edges;
using Router.Daemon.Engine;

namespace Router.Daemon.Status.Statements;

/// <summary>What this device runs, in words that it signs with its own key.</summary>
internal sealed class StatementWriter(
    ConfigurationEngine engine, Device device, IDeviceIdentity identity, StatementSerial serial, ImageFacts image, SlotPartitions slots,
    TimeProvider time)
{
    /// <exception cref="IOException">The key or the number cannot be read, or kept.</exception>
    public Response.Statement Write()
    {
        var text = Now().ToText();
        return new Response.Statement(text, identity.PublicKey, identity.SignOnce(Encoding.UTF8.GetBytes(text)));
    }

    private DeviceStatement Now()
    {
        var (running, pending) = Look();
        var says = image.Read();
        return new DeviceStatement
        {
            Kind = DeviceStatement.OfRouter,
            Format = DeviceStatement.Newest,
            Serial = serial.Next(),
            Time = time.GetLocalNow(),
            BootId = MachineFiles.BootId(),
            Hostname = running.Content.Config.System.Hostname,
            Document = DeviceStatement.DigestOf(running.Content.Text),
            Confirmed = pending is null,
            ConfirmBefore = pending?.Deadline,
            Generation = running.Generation?.Number,
            Since = running.At == DateTimeOffset.UnixEpoch ? null : running.At,
            By = running.By.User,
            Comment = running.Comment,
            Version = Product.Version,
            Board = says.Board ?? device.Machine.Board.Board,
            Image = says.Image,
            Slot = slots.Running,
        };
    }

    /// <summary>The two of one moment: a commit may come or go between two looks.</summary>
    private (RunningConfiguration Running, PendingCommit? Pending) Look()
    {
        while (true)
        {
            var (running, pending) = (engine.Running, engine.Pending);
            if (ReferenceEquals(running, engine.Running) && ReferenceEquals(pending, engine.Pending))
                return (running, pending);
        }
    }
}
