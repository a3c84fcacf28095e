using Router.Daemon.Logs;
using Router.Features.SystemLog;

namespace Router.Daemon.Edges.Logs;

/// <summary>Opens ways to collectors. <paramref name="root"/> is put in front of files of certificates.</summary>
internal sealed class CollectorDialer(string root) : ICollectorDialer
{
    public async Task<ICollectorLine> OpenAsync(Collector collector, CancellationToken stopping) => collector.Transport switch
    {
        LogTransport.Tls => await TlsLine.OpenAsync(collector, root, stopping),
        LogTransport.Tcp => await TcpLine.OpenAsync(collector, stopping),
        _ => await UdpLine.OpenAsync(collector, stopping),
    };
}
