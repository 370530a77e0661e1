#:sdk Microsoft.NET.Sdk.Web
#:property PublishAot=false
// The ceiling for "GET /": Kestrel and nothing else. service.cs builds and loads it beside the service.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
var app = builder.Build();
app.Run(context => context.Response.WriteAsync($"Hello, World! Request path: {context.Request.Path}"));
app.Run();
