using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using Orleans.Configuration;
using Orleans.Connections.Security;
using Orleans.Storage;
using Router.Api.Controllers;
using Router.Controller.Authorities;
using Router.Controller.Authorities.Edges;
using Router.Controller.Storage;
using Router.Controller.Storage.Edges;

namespace Router.Controller.Hosting;

/// <summary>Orleans, as the storage wants it.</summary>
internal static class SiloSetup
{
    private const string Cluster = "router-controller", Postgres = "Npgsql";

    /// <summary>A device that waits for a document keeps a call open.</summary>
    private static readonly TimeSpan Answering = TimeSpan.FromSeconds(ControllerPaths.LongestWait + 30);

    public static void Apply(
        ISiloBuilder silo, ControllerSettings settings, AuthorityFolder folder, CertificateAuthority authority, X509Certificate2 own)
    {
        var states = new SealedStates(folder.StorageKey());
        silo.Services.AddSingleton<IGrainStorageSerializer>(states);
        silo.Configure<SiloMessagingOptions>(options =>
        {
            options.ResponseTimeout = Answering;
            options.SystemResponseTimeout = TimeSpan.FromSeconds(30);
        });
        silo.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = Answering);
        switch (settings.Storage)
        {
            case StoragePlace.Memory:
                Alone(silo, settings);
                silo.AddMemoryGrainStorage(StorageNames.Main);
                break;
            case StoragePlace.OneFile file:
                Alone(silo, settings);
                var path = file.Path ?? Path.Combine(settings.Folder, "controller.db");
                silo.Services.AddKeyedSingleton<IGrainStorage>(StorageNames.Main, (_, _) => new SqliteStorage(path, states));
                break;
            case StoragePlace.Postgres postgres:
                Together(silo, settings, authority, own);
                OnPostgres(silo, postgres.Connection, states);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void Alone(ISiloBuilder silo, ControllerSettings settings)
    {
        silo.UseLocalhostClustering(settings.SiloPort, settings.GatewayPort, serviceId: Cluster, clusterId: Cluster);
        silo.UseInMemoryReminderService();
    }

    /// <summary>One of several: they know each other by certificates of their authority, as devices know them.</summary>
    private static void Together(ISiloBuilder silo, ControllerSettings settings, CertificateAuthority authority, X509Certificate2 own)
    {
        silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (Cluster, Cluster));
        silo.ConfigureEndpoints(settings.Cluster, settings.SiloPort, settings.GatewayPort);
        silo.Configure<ClusterMembershipOptions>(options =>
        {
            options.ProbeTimeout = TimeSpan.FromSeconds(2);
            options.TableRefreshTimeout = TimeSpan.FromSeconds(20);
        });
        silo.UseTls(own, tls =>
        {
            tls.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
            tls.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
            tls.RemoteCertificateValidation = (certificate, _, _) =>
                authority.Signed(certificate) && Peer.Of(certificate)?.Kind == PeerKind.Controller;
            tls.OnAuthenticateAsClient = (_, options) => options.TargetHost = "controller";
        });
    }

    private static void OnPostgres(ISiloBuilder silo, string connection, SealedStates states)
    {
        silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Postgres, connection));
        silo.UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (Postgres, connection));
        silo.AddAdoNetGrainStorage(StorageNames.Main, options =>
        {
            (options.Invariant, options.ConnectionString) = (Postgres, connection);
            options.GrainStorageSerializer = states;
        });
    }
}
