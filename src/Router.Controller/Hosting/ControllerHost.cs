using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Router.Controller.Authorities.Edges;
using Router.Controller.Front;
using Router.Controller.Operators;
using Router.Controller.Registry;
using Router.Controller.Rollouts;
using Router.Controller.Storage;
using Router.Controller.Storage.Edges;

namespace Router.Controller.Hosting;

/// <summary>Puts a controller together: a silo of Orleans with the front before it.</summary>
internal static class ControllerHost
{
    /// <summary>But for orders, which operators alone send.</summary>
    private const int LargestBody = 512 << 10;

    /// <exception cref="IOException">Its folder cannot be used.</exception>
    public static WebApplication Build(ControllerSettings settings)
    {
        var folder = new AuthorityFolder(settings.Folder, TimeProvider.System);
        folder.Make();
        var authority = folder.Authority();
        var builder = WebApplication.CreateSlimBuilder();
        // Orleans warns of each silo without the collector of servers, which would take memory for nothing here, and of its first look at
        // the clock.
        builder.Logging.SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Orleans.Runtime.Silo", LogLevel.Error).AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
        builder.Services.AddSingleton(authority);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<PeerGate>();
        var own = folder.OwnCertificate(authority, settings.Hosts);
        builder.UseOrleans(silo => SiloSetup.Apply(silo, settings, folder, authority, own));
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Listen(settings.Listen, listen => listen.UseHttps(https =>
            {
                https.ServerCertificate = own;
                https.ServerCertificateChain = [authority.Certificate];
                https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
                // Without one, nothing but enrolment is answered.
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                https.ClientCertificateValidation = (certificate, _, _) => authority.Signed(certificate);
            }));
        });
        var app = builder.Build();
        app.Use(AnswerFaultsAsync);
        var (gate, grains) = (app.Services.GetRequiredService<PeerGate>(), app.Services.GetRequiredService<IGrainFactory>());
        new DeviceEndpoints(authority, grains).Map(app);
        new OperatorEndpoints(gate, authority, grains).Map(app);
        new FleetEndpoints(gate, grains, TimeProvider.System).Map(app);
        new RolloutEndpoints(gate, grains, TimeProvider.System, settings.NeedsApproval).Map(app);
        return app;
    }

    /// <summary>Starts it, lets the first operator in, and goes on with rollouts that were under way.</summary>
    public static async Task StartAsync(WebApplication app, ControllerSettings settings)
    {
        if (settings.Storage is StoragePlace.Postgres postgres)
            await PostgresSchema.MakeAsync(postgres.Connection);
        await app.StartAsync();
        var grains = app.Services.GetRequiredService<IGrainFactory>();
        if (new AuthorityFolder(settings.Folder, TimeProvider.System).FirstOperator() is { } first)
            await grains.GetGrain<IOperatorGrain>(first.Name).AdmitFirstAsync(first.Thumbprint);
        foreach (var id in await grains.GetGrain<IRegistryGrain>(0).RolloutsAsync())
            await grains.GetGrain<IRolloutGrain>(id).WakeAsync();
    }

    private static async Task AnswerFaultsAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Refusal refusal)
        {
            await Bodies.Fault(refusal.Status, refusal.Message).ExecuteAsync(context);
        }
        catch (Exception e) when (e is OrleansException or TimeoutException or InvalidOperationException
            && !context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Front").LogError(e, "{Path}", context.Request.Path);
            await Bodies.Fault(StatusCodes.Status503ServiceUnavailable, "the controller cannot do it now; try again").ExecuteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Whoever asked is gone.
        }
    }
}
