using System.Net.Sockets;
using System.Reflection;
using Router.Core.Edges;
using Router.Mesh.Ports;

namespace Router.Daemon.Tests.Fakes;

/// <summary>Stands around ports of the daemon, and while it is there one of their methods throws.</summary>
internal sealed class Fault
{
    private volatile Func<Exception>? make;
    private volatile string at = "";
    private int thrown;

    /// <summary>What may come out of a port, whatever it says that it throws.</summary>
    public static IReadOnlyList<Func<Exception>> Kinds { get; } =
    [
        () => new IOException("no space left on device"),
        () => new SocketException((int)SocketError.ConnectionReset),
        () => new ApplyException("set it", 12, "Cannot allocate memory"),
        () => new InvalidOperationException("it makes no sense"),
        () => new OperationCanceledException("of somebody else", new CancellationToken(canceled: true)),
        () => new ObjectDisposedException("socket"),
    ];

    /// <summary>How often it threw.</summary>
    public int Thrown => Volatile.Read(ref thrown);

    public void Begin(string method, Func<Exception> exception) => (at, make) = (method, exception);

    public void End() => make = null;

    public void Check(string method)
    {
        if (make is not { } exception || method != at)
            return;
        Interlocked.Increment(ref thrown);
        throw exception();
    }

    public T Around<T>(T port)
        where T : class
    {
        var proxy = DispatchProxy.Create<T, Proxy<T>>();
        ((Proxy<T>)(object)proxy).Set(port, this);
        return proxy;
    }

    // Not sealed: what is created is a type below it.
#pragma warning disable CA1852
    internal class Proxy<T> : DispatchProxy
#pragma warning restore CA1852
        where T : class
    {
        private T? port;
        private Fault? fault;

        public void Set(T port, Fault fault) => (this.port, this.fault) = (port, fault);

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            var owner = targetMethod!.DeclaringType == typeof(IDisposable) ? typeof(T) : targetMethod.DeclaringType!;
            fault!.Check($"{owner.Name}.{targetMethod.Name}");
            try
            {
                return targetMethod.Invoke(port, args) switch
                {
                    IMeshLink link => new FaultyMeshLink(link, fault),
                    IMeshTunnels tunnels => fault.Around(tunnels),
                    var result => result,
                };
            }
            catch (TargetInvocationException exception)
            {
                throw exception.InnerException!;
            }
        }
    }
}
