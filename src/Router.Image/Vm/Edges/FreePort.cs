using System.Net;
using System.Net.Sockets;

namespace Router.Image.Vm.Edges;

/// <summary>For what a machine forwards to a guest.</summary>
public static class FreePort
{
    /// <summary>A TCP port of 127.0.0.1 that nobody listens on now.</summary>
    public static int Take()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
