# The same as serverless.yml, for Terraform: terraform init && terraform apply -var bucket=... -var role=...
# The provider knows no init_timeout; SCF's own default (65 s) is more than enough.
terraform {
  required_providers {
    tencentcloud = {
      source = "tencentcloudstack/tencentcloud"
    }
  }
}

variable "region" {
  type    = string
  default = "ap-guangzhou"
}

variable "bucket" {
  type        = string
  description = "name-appid of the bucket that videos are uploaded to"
}

variable "role" {
  type        = string
  description = "run role, carrier scf.qcloud.com, with the policy of the README"
}

variable "seal_key" {
  type      = string
  sensitive = true
}

variable "http_token" {
  type      = string
  sensitive = true
}

locals {
  uploads  = "videos/"
  suffixes = [".mp4", ".avi", ".flv"]
  hourly   = "0 30 * * * * *" # seven fields, the first are seconds
  host     = "${var.bucket}.cos.${var.region}.myqcloud.com"
}

provider "tencentcloud" {
  region = var.region
}

resource "tencentcloud_scf_function" "liveness" {
  name              = "cos-liveness"
  description       = "Verifies that the person in an uploaded video is real and is who they say they are"
  func_type         = "Event"
  runtime           = "CustomRuntime"
  handler           = "bootstrap.events"
  zip_file          = "${path.module}/../target/function.zip"
  mem_size          = 256
  timeout           = 60
  role              = var.role
  enable_public_net = true

  environment = {
    LIVENESS_BUCKETS            = var.bucket
    LIVENESS_REGION             = var.region
    LIVENESS_UPLOADS_PREFIX     = local.uploads
    LIVENESS_OUTPUT_PREFIX      = "liveness/"
    LIVENESS_VERDICT_STORE      = "both"
    LIVENESS_TYPE               = "SILENT"
    LIVENESS_THRESHOLD          = "70"
    LIVENESS_COS_CHECK_TIMEOUT  = "30S"
    LIVENESS_CLAIM_TTL          = "15M"
    LIVENESS_RETRY_MAX_ATTEMPTS = "6"
    LIVENESS_SEAL_KEY           = var.seal_key
    LIVENESS_HTTP_TOKEN         = var.http_token
  }

  # one for each suffix: a trigger takes one prefix and one suffix
  dynamic "triggers" {
    for_each = local.suffixes
    content {
      name       = local.host
      type       = "cos"
      cos_region = var.region
      trigger_desc = jsonencode({
        bucketUrl = local.host
        event     = "cos:ObjectCreated:*"
        filter    = { Prefix = local.uploads, Suffix = triggers.value }
      })
    }
  }

  triggers {
    name         = "retry"
    type         = "timer"
    trigger_desc = "0 * * * * * *"
  }

  triggers {
    name         = "sweep"
    type         = "timer"
    trigger_desc = local.hourly
  }

  # no token, no entry: the function asks for it
  triggers {
    name = "url-trigger"
    type = "http"
    trigger_desc = jsonencode({
      AuthType  = "NONE"
      NetConfig = { EnableIntranet = false, EnableExtranet = true }
    })
  }
}

# a trigger of the function has no message of its own: without one the timer runs the retries, this one sweeps
resource "tencentcloud_scf_trigger_config" "sweep" {
  function_name   = tencentcloud_scf_function.liveness.name
  trigger_name    = "sweep"
  type            = "timer"
  trigger_desc    = local.hourly
  custom_argument = jsonencode({ task = "sweep", prefix = local.uploads })
  enable          = "OPEN"
}

resource "tencentcloud_scf_function_event_invoke_config" "retries" {
  function_name = tencentcloud_scf_function.liveness.name
  async_trigger_config {
    msg_ttl = 21600
    retry_config {
      retry_num = 2
    }
  }
}

output "function" {
  value = tencentcloud_scf_function.liveness.name
}
